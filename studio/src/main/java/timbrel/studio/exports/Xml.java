package timbrel.studio.exports;

import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes XML element by element; the JDK's writer escapes what must be escaped.
final class Xml {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter out;

  /// What may go wrong only if elements are left open or names are none.
  private interface Step {
    void run() throws XMLStreamException;
  }

  Xml() {
    try {
      out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      out.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  Xml open(String name, Map<String, String> attributes) {
    return step(() -> {
      out.writeCharacters("\n");
      out.writeStartElement(name);
      for (Map.Entry<String, String> attribute : attributes.entrySet()) {
        out.writeAttribute(attribute.getKey(), attribute.getValue());
      }
    });
  }

  Xml open(String name) {
    return open(name, Map.of());
  }

  Xml close() {
    return step(out::writeEndElement);
  }

  /// An element with nothing but a text in it.
  Xml leaf(String name, String value) {
    return open(name).step(() -> out.writeCharacters(allowed(value))).close();
  }

  Xml leaf(String name, long value) {
    return leaf(name, Long.toString(value));
  }

  Xml leaf(String name, double value) {
    return leaf(name, String.format(Locale.ROOT, "%.6f", value));
  }

  String text() {
    step(out::writeEndDocument);
    return text.append("\n").toString();
  }

  private Xml step(Step step) {
    try {
      step.run();
      return this;
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /// XML has no place for control characters, not even escaped.
  static String allowed(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
  }
}

package timbrel.studio.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/// Keeps other sites in the same browser out, and the page to itself.
///
/// The server listens on the loopback address only. `Host` must name it, so that a foreign name
/// which resolves to this computer (DNS rebinding) gets nothing; `Origin`, where a browser sends
/// one, must be the page's own; and what a browser marks as asked for by another site is refused.
/// Scripts, which send no `Origin`, may call the API.
final class Guard implements Filter {
  private static final HeaderName FETCH_SITE = HeaderNames.create("Sec-Fetch-Site");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  /// Everything comes from this server; nothing is run that is written into the page.
  static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
          + "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final List<Header> ALWAYS =
      List.of(
          HeaderValues.create("X-Content-Type-Options", "nosniff"),
          HeaderValues.create("X-Frame-Options", "DENY"),
          HeaderValues.create("Referrer-Policy", "no-referrer"),
          HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"),
          HeaderValues.create("Cross-Origin-Opener-Policy", "same-origin"),
          HeaderValues.create("Content-Security-Policy", PAGE_POLICY));

  private final IntSupplier port;

  Guard(IntSupplier port) {
    this.port = port;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    ALWAYS.forEach(response::header);
    Optional<String> complaint = complaint(request.headers());
    if (complaint.isEmpty()) {
      chain.proceed();
    } else {
      response.status(Status.FORBIDDEN_403);
      Answers.problem(response, complaint.get());
    }
  }

  /// Why a request with these headers is refused; empty if it is not.
  Optional<String> complaint(Headers headers) {
    Set<String> hosts = hosts();
    String host = headers.first(HeaderNames.HOST).orElse("");
    if (headers.values(HeaderNames.HOST).size() > 1 || !hosts.contains(host)) {
      return Optional.of("this server is not called that; open it as http://127.0.0.1:" + port());
    }
    Set<String> origins = hosts.stream().map("http://"::concat).collect(Collectors.toSet());
    boolean foreign =
        !origins.containsAll(headers.values(HeaderNames.ORIGIN))
            || !OWN_SITES.containsAll(headers.values(FETCH_SITE));
    return foreign ? Optional.of("only the studio's own page may ask this") : Optional.empty();
  }

  private Set<String> hosts() {
    String end = ":" + port();
    return Set.of("127.0.0.1" + end, "localhost" + end, "[::1]" + end);
  }

  private int port() {
    return port.getAsInt();
  }
}

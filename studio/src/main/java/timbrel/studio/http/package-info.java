/// The HTTP API, the WebSocket and the page.
@NullMarked
package timbrel.studio.http;

import org.jspecify.annotations.NullMarked;

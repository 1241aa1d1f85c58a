/// JSON from files that are not trusted, read within bounds.
@NullMarked
package timbrel.json;

import org.jspecify.annotations.NullMarked;

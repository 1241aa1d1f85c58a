/// Sounds as tokens and back, with codebooks muted and codes edited.
@NullMarked
package timbrel.studio.tokens;

import org.jspecify.annotations.NullMarked;

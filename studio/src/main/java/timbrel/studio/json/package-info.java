/// What a request says, field by field, each checked before it is used.
@NullMarked
package timbrel.studio.json;

import org.jspecify.annotations.NullMarked;

/// Codecs that others have trained: a model folder flows in, a codec flows out.
@NullMarked
package timbrel.codec.pretrained;

import org.jspecify.annotations.NullMarked;

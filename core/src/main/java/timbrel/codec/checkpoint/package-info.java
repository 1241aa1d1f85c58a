/// Models that others have trained, at rest: a folder in Hugging Face layout flows in, its
/// configuration and its tensors flow out, every field and every name accounted for.
@NullMarked
package timbrel.codec.checkpoint;

import org.jspecify.annotations.NullMarked;

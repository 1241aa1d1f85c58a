/// From a folder of recordings to training sounds. In: files nobody vouches for, of any format,
/// length and quality. Out: an [timbrel.dataset.Import] of short mono sounds with class, group,
/// level and credits, a [timbrel.dataset.ImportReport] that says of every file what became of it,
/// and from these a [timbrel.dataset.Split] and batches for training.
@NullMarked
package timbrel.dataset;

import org.jspecify.annotations.NullMarked;

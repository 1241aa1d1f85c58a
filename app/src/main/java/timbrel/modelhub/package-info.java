/// Models by the names they have on the Hugging Face hub: a name flows in, a folder of this
/// computer flows out, which is looked for in caches first and downloaded once, whole and checked,
/// only if it is nowhere.
@NullMarked
package timbrel.modelhub;

import org.jspecify.annotations.NullMarked;

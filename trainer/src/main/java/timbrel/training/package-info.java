/// Learning on libtorch: the codec's and the token model's networks, their losses and the loops
/// that train them.
///
/// Sounds flow in from [timbrel.dataset]; named weights flow out, under the names that the player
/// in `core` reads. A network here and its player are two executors of one model.
@NullMarked
package timbrel.training;

import org.jspecify.annotations.NullMarked;

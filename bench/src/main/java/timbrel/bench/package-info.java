/// Benchmarks: JMH classes in, tables of times out (`./dev bench NAME`). Nothing here is released.
@org.jspecify.annotations.NullMarked
package timbrel.bench;

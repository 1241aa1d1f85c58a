package timbrel.architecture.planted.realtime;

import timbrel.realtime.RealTime;

/// Whoever implements it must keep the promise.
interface MarkedInterface {
  @RealTime
  void accept();
}

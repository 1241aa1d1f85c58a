/* A JACK client that does nothing, in C: what UnderrunBench compares Timbrel's binding with. It counts late
 * callbacks by the same rule as timbrel.driver.CallbackWatch.
 *
 *   cc -O2 -o null_client null_client.c -ljack
 *   ./null_client SERVER SECONDS
 */
#include <jack/jack.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static jack_port_t *outputs[2];
static volatile long xruns, late, callbacks, longest_gap;
static long last, period;

static long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000L + t.tv_nsec;
}

static int process(jack_nframes_t frames, void *rate) {
  long start = now();
  long gap = start - last;
  if (last != 0 && gap - period > period / 2) late++;
  if (last != 0 && gap > longest_gap) longest_gap = gap;
  last = start;
  period = frames * 1000000000L / *(jack_nframes_t *)rate;
  for (int side = 0; side < 2; side++) {
    float *out = jack_port_get_buffer(outputs[side], frames);
    for (jack_nframes_t i = 0; i < frames; i++) out[i] = 0;
  }
  if (now() - start > period) late++;
  callbacks++;
  return 0;
}

static int xrun(void *unused) {
  xruns++;
  return 0;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  jack_client_t *client = jack_client_open("null", JackNoStartServer | JackServerName, NULL, arguments[1]);
  if (client == NULL) return 1;
  jack_nframes_t rate = jack_get_sample_rate(client);
  outputs[0] = jack_port_register(client, "left", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
  outputs[1] = jack_port_register(client, "right", JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
  jack_set_process_callback(client, process, &rate);
  jack_set_xrun_callback(client, xrun, NULL);
  if (jack_activate(client) != 0) return 1;
  jack_connect(client, "null:left", "system:playback_1");
  jack_connect(client, "null:right", "system:playback_2");
  sleep(5);
  long xruns_before = xruns, late_before = late, callbacks_before = callbacks;
  sleep(atoi(arguments[2]));
  printf("xruns %ld late %ld callbacks %ld gap_us %ld\n", xruns - xruns_before, late - late_before,
         callbacks - callbacks_before, longest_gap / 1000);
  jack_client_close(client);
  return 0;
}

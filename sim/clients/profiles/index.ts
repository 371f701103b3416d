/** Every client profile; a new one is a file beside this one and a line here. */
import type { Profile } from '../../profile.ts';
import { chromeWindows } from './chrome-windows.ts';
import { grpcRoundRobin } from './grpc-round-robin.ts';
import { idealRandom } from './ideal-random.ts';
import { jdkHttpclient } from './jdk-httpclient.ts';
import { jvmForever } from './jvm-forever.ts';
import { nodeHttp } from './node-http.ts';
import { oneShot } from './one-shot.ts';
import { pythonRequests } from './python-requests.ts';

export const clientProfiles: readonly Profile[] = [
  oneShot,
  idealRandom,
  chromeWindows,
  jdkHttpclient,
  jvmForever,
  nodeHttp,
  pythonRequests,
  grpcRoundRobin,
];

/** Speaks to the endpoints of pods from inside the lab's network, with TLS and without. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailed } from '../commands.ts';
import { binariesOf } from '../images.ts';
import { LAB } from '../paths.ts';
import type { Stage } from '../stage/stage.ts';
import type { Answer, Question } from './ask.ts';

export async function ask(stage: Stage, question: Question): Promise<Answer> {
  const program = join(LAB, 'chart', 'ask.ts');
  const input = JSON.stringify(question);
  return JSON.parse(await stage.inside(process.execPath, ['--no-warnings', program], { input })) as Answer;
}

/** How far a gRPC call came: not connected, connected and not answered with health, or served. */
export type GrpcOutcome = 'not connected' | 'connected' | 'served';

/** What grpc_health_probe ends with when there was no connection, and when the call was not answered. */
const NOT_CONNECTED = 2;
const NOT_ANSWERED = [3, 4];

/** Asks for health over gRPC; with an authority over TLS, which is then verified by the name. */
export async function askHealth(
  stage: Stage,
  address: string,
  tls?: { authority: string; serverName: string },
): Promise<GrpcOutcome> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-health-'));
  try {
    const authority = join(folder, 'ca.crt');
    if (tls) writeFileSync(authority, tls.authority);
    const args = tls ? ['-tls', `-tls-ca-cert=${authority}`, `-tls-server-name=${tls.serverName}`] : [];
    const probe = join(binariesOf('tools'), 'grpc-health-probe');
    await stage.inside(probe, [`-addr=${address}`, '-connect-timeout=3s', '-rpc-timeout=3s', ...args]);
    return 'served';
  } catch (error) {
    const code = error instanceof CommandFailed ? error.exitCode : null;
    if (code === NOT_CONNECTED) return 'not connected';
    if (code !== null && NOT_ANSWERED.includes(code)) return 'connected';
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

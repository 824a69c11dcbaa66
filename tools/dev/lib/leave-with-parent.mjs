// Preloaded into each server of the demo. ./dev holds the other end of its standard input: when that
// closes, ./dev is gone, even if it was killed without a chance to say so.
// Each server leads a process group, so that whatever it started goes with it.
process.stdin.once('close', () => process.kill(-process.pid, 'SIGTERM'));
process.stdin.resume();

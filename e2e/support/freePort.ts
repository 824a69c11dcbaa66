/** Prints the first of three free ports in a row. */
import { portsFrom, requireFree } from '../../tools/dev/lib/ports.ts';

for (let port = 3200 + 3 * Math.floor(Math.random() * 1000); ; port += 3) {
  try {
    await requireFree(portsFrom(port));
    process.stdout.write(String(port));
    break;
  } catch {
    // Taken: the next three may be free.
  }
}

import { filesOfInstance } from './__testUtils__/instance';
import { portalOver } from './__testUtils__/portal';
import { inOneLine, newErrors } from './findings';

const { portal } = portalOver('https://git.example.org/gitops.git');
const files = Object.entries(filesOfInstance()).map(([path, content]) => ({ path, content }));
const withLine = (line: string, from = files) =>
  from.map(file =>
    file.path.endsWith('values.yaml') ? { ...file, content: `${file.content}${line}\n` } : file,
  );

describe('newErrors', () => {
  it('finds none in what the portal writes', () => {
    expect(newErrors([], files, portal)).toEqual([]);
  });

  it('finds what a change brings in, and not what stood there before', () => {
    const broken = withLine('replicaCount: 3');
    expect(newErrors(files, broken, portal).map(({ path }) => path)).toEqual(['replicaCount']);
    expect(newErrors(broken, broken, portal)).toEqual([]);
    const worse = newErrors(broken, withLine('colour: blue', broken), portal);
    expect(worse.map(({ path }) => path)).toEqual(['colour']);
    expect(inOneLine(worse[0])).toMatch(
      /^instances\/development\/checkout\/values\.yaml:\d+:1 colour is not a value/,
    );
  });
});

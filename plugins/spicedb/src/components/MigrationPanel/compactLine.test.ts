import { compactLine } from './compactLine';

describe('a line of a log', () => {
  it('is written as a person would, what matters first', () => {
    expect(
      compactLine('{"level":"info","from":"a","to":"b","time":"2025-01-01T00:00:00Z","message":"migrating"}'),
    ).toBe('info  migrating  from=a  to=b');
    expect(compactLine('{"level":"error","error":"no such host","message":"terminated with errors"}')).toBe(
      'error  terminated with errors  no such host',
    );
  });

  it.each(['2025/01/01 ERROR: kuberesolver', '{"half":', '{"level":"info","n":1}', ''])(
    'stays as it is where it is no such line: %s',
    line => expect(compactLine(line)).toBe(line),
  );
});

import { pickSamples } from './pickSamples';

const wanted = new Set(['handled_total', 'addresses_total']);

describe('picking samples out of a metrics page', () => {
  it('takes the wanted families with their labels, and nothing else', () => {
    const page = [
      '# HELP handled_total Calls.',
      '# TYPE handled_total counter',
      'handled_total{method="Check",code="OK"} 12',
      'handled_total_other{method="Check"} 99',
      'handled_totals 98',
      'addresses_total 3 1700000000000',
      'other{le="+Inf"} 7',
      '',
    ].join('\n');
    expect(pickSamples(page, wanted)).toEqual([
      { name: 'handled_total', labels: { method: 'Check', code: 'OK' }, value: 12 },
      { name: 'addresses_total', labels: {}, value: 3 },
    ]);
  });

  it('reads escaped labels, braces and commas inside of them', () => {
    const page = 'handled_total{target="a,b}\\"c\\\\d\\ne",x="y",} 1.5e+03';
    expect(pickSamples(page, wanted)).toEqual([
      {
        name: 'handled_total',
        labels: { target: 'a,b}"c\\d\ne', x: 'y' },
        value: 1500,
      },
    ]);
  });

  it('leaves out what it cannot read, rather than guess', () => {
    const page = [
      'handled_total{code="OK',
      'handled_total{code} 3',
      'handled_total NaN',
      'handled_total',
      'handled_total +Inf',
    ].join('\n');
    expect(pickSamples(page, wanted)).toEqual([{ name: 'handled_total', labels: {}, value: Infinity }]);
  });
});

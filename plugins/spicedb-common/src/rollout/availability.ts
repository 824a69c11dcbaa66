import type { Finding, PodFact } from './assessment';
import type { Judgement } from './context';
import { condition, listOf } from './seen';

/** What protects the pods, or only seems to: budget, autoscaler, spread. */
export function availability(judgement: Judgement, facts: PodFact[]): Finding[] {
  const findings: Finding[] = [];
  const { current } = judgement;
  for (const { metadata, status } of listOf(current.disruptionBudgets)) {
    const { currentHealthy = 0, desiredHealthy = 0, disruptionsAllowed, expectedPods = 0 } = status ?? {};
    // Only when all pods are well is it the budget itself that blocks; and one pod alone cannot do better.
    const blocks = disruptionsAllowed === 0 && expectedPods > 1 && currentHealthy >= expectedPods;
    if (blocks) {
      findings.push(
        judgement.find('P112', {}, [
          {
            kind: 'field',
            source: `poddisruptionbudget/${metadata.name}`,
            text: `disruptionsAllowed 0, ${currentHealthy} healthy, ${desiredHealthy} needed`,
          },
        ]),
      );
    }
  }
  for (const { metadata, status } of listOf(current.autoscalers)) {
    const source = `horizontalpodautoscaler/${metadata.name}`;
    const active = condition(status?.conditions, 'ScalingActive');
    const limited = condition(status?.conditions, 'ScalingLimited');
    if (active?.status === 'False' && active.reason !== 'ScalingDisabled') {
      findings.push(
        judgement.find('P113', {}, [
          { kind: 'condition', source, text: `${active.reason}: ${active.message ?? ''}` },
        ]),
      );
    } else if (limited?.status === 'True' && limited.reason === 'TooManyReplicas') {
      findings.push(
        judgement.find('P122', {}, [
          { kind: 'condition', source, text: `${limited.reason}: ${limited.message ?? ''}` },
        ]),
      );
    }
  }
  const ready = facts.filter(fact => fact.ready);
  const nodes = new Set(ready.map(fact => fact.node));
  const [node] = nodes;
  if (nodes.size === 1 && node && ready.length > 1) {
    findings.push(
      judgement.find('P114', { node }, [
        { kind: 'field', source: `node/${node}`, text: `${ready.length} pods` },
      ]),
    );
  }
  return findings;
}

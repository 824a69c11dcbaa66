import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { LineCounter, parseAllDocuments } from 'yaml';

/** What is wrong with a file, in words that name the line. */
export class UnreadableEntityError extends Error {
  override name = 'UnreadableEntityError';
}

function isEntity(value: unknown): value is Entity {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<Entity>;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata === 'object' &&
    typeof metadata?.name === 'string'
  );
}

/** Reads every entity of one file, or says why none can be read. */
export function parseEntities(content: string, location: string): Entity[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(content, { lineCounter });
  if (!Array.isArray(documents)) return [];
  return documents.map(document => {
    const [error] = document.errors;
    if (error) throw new UnreadableEntityError(error.message.split('\n')[0]);
    const value: unknown = document.toJS();
    if (!isEntity(value)) {
      const { line } = lineCounter.linePos(document.range[0]);
      throw new UnreadableEntityError(
        `the document at line ${line} is no catalog entity; it needs apiVersion, kind and metadata.name`,
      );
    }
    return {
      ...value,
      metadata: {
        ...value.metadata,
        annotations: {
          ...value.metadata.annotations,
          [ANNOTATION_LOCATION]: location,
          [ANNOTATION_ORIGIN_LOCATION]: location,
        },
      },
    };
  });
}

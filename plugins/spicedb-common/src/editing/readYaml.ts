import type { Document, Tags } from 'yaml';
import { LineCounter, parseAllDocuments, parseDocument } from 'yaml';
import { CannotResolve, plainValue } from './plainValue';

/**
 * Something that is wrong at a place in a file.
 *
 * @public
 */
export interface TroubleInFile {
  /** Counted from 1. */
  line: number;
  /** Counted from 1. */
  column: number;
  message: string;
}

/** A YAML file that was understood. */
export interface ReadYaml {
  text: string;
  document: Document.Parsed;
  /** What the file says, merge keys and aliases resolved. */
  value: unknown;
  placeOf(offset: number): { line: number; column: number };
}

export type YamlReading = { ok: true; yaml: ReadYaml } | { ok: false; troubles: TroubleInFile[] };

/** No file of an instance comes near; what is longer is not one. */
export const longestFile = 262_144;

/**
 * Reads one YAML document the way Helm and Argo CD do: by the rules of YAML 1.1,
 * in which `yes` is a boolean and `<<` merges. Dates and times stay texts, as
 * they do there. Whatever cannot be read surely is refused with its place.
 */
export function readYaml(text: string): YamlReading {
  const readings = readEach(text, (source, options) => [parseDocument(source, options)]);
  return readings[0];
}

/** The same for a text of several documents, as a manifest may be. */
export function readYamlDocuments(text: string): YamlReading[] {
  return readEach(text, (source, options) => {
    const documents = parseAllDocuments(source, options);
    return Array.isArray(documents) ? documents : [];
  });
}

type Options = NonNullable<Parameters<typeof parseDocument>[1]>;

function readEach(text: string, parse: (text: string, options: Options) => Document.Parsed[]): YamlReading[] {
  if (text.length > longestFile) {
    return [
      refusal(1, 1, `The file has ${text.length} characters; ${longestFile} is the most that is read.`),
    ];
  }
  const lineCounter = new LineCounter();
  const placeOf = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const documents = parse(text, {
    customTags: withoutDates,
    keepSourceTokens: true,
    lineCounter,
    merge: true,
    prettyErrors: false,
    version: '1.1',
  });
  return documents.map(document => reading(text, document, placeOf));
}

function reading(text: string, document: Document.Parsed, placeOf: ReadYaml['placeOf']): YamlReading {
  if (document.errors.length) {
    const troubles = document.errors.map(({ code, message, pos }) => ({
      ...placeOf(pos[0]),
      message: wordsFor(code, message),
    }));
    return { ok: false, troubles };
  }
  try {
    return { ok: true, yaml: { text, document, value: plainValue(document), placeOf } };
  } catch (error) {
    if (!(error instanceof CannotResolve)) throw error;
    return { ok: false, troubles: [{ ...placeOf(error.offset), message: error.message }] };
  }
}

function refusal(line: number, column: number, message: string): YamlReading {
  return { ok: false, troubles: [{ line, column, message }] };
}

const dates = ['timestamp', 'intTime', 'floatTime', 'binary', 'omap', 'pairs', 'set'];

function withoutDates(tags: Tags): Tags {
  return tags.filter(tag =>
    typeof tag === 'string'
      ? !dates.includes(tag)
      : !/timestamp|binary|omap|pairs|set$/.test(tag.tag) && tag.format !== 'TIME',
  );
}

function wordsFor(code: string, message: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'A tab stands where only spaces may indent. Replace it by spaces.';
    case 'DUPLICATE_KEY':
      return 'This key stands twice in the same place. Remove one of the two.';
    case 'MULTIPLE_DOCS':
      return 'A second document begins here ("---"). Keep one document in the file.';
    default:
      return `This is not YAML: ${lowerFirst(message.replace(/\.$/, ''))}.`;
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

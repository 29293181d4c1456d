import type { Address } from '../../../src/domain/address.ts';
import { type Existing, type Mapping, sameState, type Target, targetOf } from '../../../src/domain/mapping.ts';
import type { Problem } from '../../../src/domain/problem.ts';
import type { Mode, Outcome, Result } from '../../../src/domain/result.ts';
import type { GitHubErrorKind } from '../../../src/github/github-error.ts';
import { openCleanUp } from '../../../src/preview/clean-up.ts';
import { openPreview, type Preview, type PreviewOptions } from '../../../src/preview/preview.ts';
import { type PreviewRecord, recordOf } from '../../../src/preview/record.ts';
import { readRecord } from '../../../src/preview/record-lines.ts';
import type { Revert } from '../../../src/preview/revert.ts';
import { createRecordCipher } from '../../../src/preview/sealed-record.ts';
import { FakeGitHub, ME } from './fake-github.ts';

export const ZONE = '0123456789abcdef0123456789abcdef';
export const REPOSITORY = 'octo/shop';

export const A = '192.0.2.1' as Address;
export const B = '2001:db8::b' as Address;
export const T: Target = { vendor: 'aws', region: 'us-east-1' };
export const U: Target = { vendor: 'gcp', region: 'us-east4' };
export const X: Target = { vendor: 'oci', region: 'us-ashburn-1' };
export const Y: Target = { vendor: 'azure', region: 'eastus' };

/** A run about which nothing is worth saying. */
export const QUIET: Pick<Report, 'problems' | 'warnings' | 'notices'> = { problems: [], warnings: [], notices: [] };

export interface Scene {
  readonly purpose?: PreviewOptions['purpose'];
  readonly mode?: Mode;
  readonly credential?: string;
  readonly repository?: string;
  /** The zone has no list to be read, before or after the run. */
  readonly unlisted?: 'before' | 'after';
  /** The run is broken off there; `half`: with one write of several done. */
  readonly dies?: 'saved' | 'half' | 'written';
  /** Called when the record is saved, and when the zone is written. */
  readonly saved?: () => unknown;
  readonly written?: () => unknown;
  /** Addresses whose write the API refuses. */
  readonly refused?: readonly Address[];
}

export interface Report {
  kind: 'open' | 'none' | 'stale' | 'refused';
  problems: string[];
  warnings: string[];
  notices: string[];
  revert: Revert[];
  own: Address[];
  absent: Address[];
}

/** A zone, GitHub and a clock, and runs of the action as far as previews go. */
export class World {
  readonly github = new FakeGitHub();
  readonly zone = new Map<Address, Target>();
  now = 1_700_000_000_000;
  /** Called with each change of the zone that reverts. */
  onRevert: (ip: Address) => void = () => {};
  onRegister: (ip: Address) => void = () => {};

  put(ip: Address, target: Target | undefined): void {
    if (target === undefined) this.zone.delete(ip);
    else this.zone.set(ip, target);
  }

  at(ip: Address): Target | undefined {
    return this.zone.get(ip);
  }

  /** GitHub refuses these operations, and no others. */
  refuse(kind: GitHubErrorKind, ...operations: string[]): void {
    this.github.refuse = (operation) => (operations.includes(operation) ? kind : undefined);
  }

  /** How often a comment was written. */
  edits(): number {
    return this.github.calls.filter((call) => /^(?:edit|create)Comment/.test(call)).length;
  }

  existing(): Existing {
    const mappings = new Map([...this.zone].map(([ip, target]): [Address, Mapping] => [ip, { ip, ...target }]));
    return { mappings, unreadable: [], oddRows: 0, pages: 1 };
  }

  state(): Record<string, string> {
    return Object.fromEntries([...this.zone].sort().map(([ip, { vendor, region }]) => [ip, `${vendor} ${region}`]));
  }

  body(pull: number): string {
    return this.github.comments.find((one) => one.pull === pull && one.login === ME)?.body ?? '';
  }

  /** The record of a pull request, from all of its comments. */
  record(pull: number, credential = 'token'): PreviewRecord {
    const own = this.github.comments.filter((one) => one.pull === pull && one.login === ME);
    if (own.length === 0) return recordOf([]);
    const reading = readRecord(pull, own, createRecordCipher(credential, ZONE, REPOSITORY));
    if (reading.kind === 'damaged') throw new Error(reading.reason);
    return reading.record;
  }

  /** Addresses of a record by state. */
  states(pull: number): Record<string, string> {
    return Object.fromEntries([...this.record(pull).values()].map(({ ip, state }) => [ip, state]));
  }

  async run(pull: number, wants: readonly (readonly [Address, Target])[], scene: Scene = {}): Promise<Report> {
    const purpose = scene.purpose ?? 'register';
    if (!this.github.closedAt.has(pull)) this.github.open(pull);
    const report = emptyReport();
    const opened = await openPreview({ ...this.#options(scene), pull, purpose });
    report.kind = opened.kind;
    if ('warnings' in opened) report.warnings.push(...words(opened.warnings));
    if ('notices' in opened) report.notices.push(...words(opened.notices));
    if (opened.kind === 'stale') report.notices.push(opened.notice.message);
    if (opened.kind === 'refused') report.problems.push(opened.problem.message);
    if (opened.kind === 'open') await this.#stages(opened.preview, new Map(wants), purpose, scene, report);
    if (opened.kind === 'none') for (const [ip, target] of wants) this.put(ip, target);
    return report;
  }

  async close(pull: number, scene: Scene = {}): Promise<Report> {
    this.github.close(pull);
    return this.run(pull, [], { ...scene, purpose: 'close' });
  }

  async cleanUp(scene: Scene = {}): Promise<Report> {
    const report = emptyReport();
    await this.#stages(openCleanUp(this.#options(scene)), new Map(), 'close', scene, report);
    return report;
  }

  #options(scene: Scene): Omit<PreviewOptions, 'pull' | 'purpose'> {
    return {
      github: this.github.client(),
      zoneId: ZONE,
      repository: scene.repository ?? REPOSITORY,
      mode: scene.mode ?? 'apply',
      credential: scene.credential ?? 'token',
      redact: (text) => text,
      clock: { date: () => (this.now += 10) },
    };
  }

  async #stages(
    preview: Preview,
    wants: ReadonlyMap<Address, Target>,
    purpose: PreviewOptions['purpose'],
    scene: Scene,
    report: Report,
  ): Promise<void> {
    const { mode = 'apply' } = scene;
    const desired = new Set(purpose === 'register' ? wants.keys() : []);
    const existing = this.existing();
    const prepared = await preview.prepare(scene.unlisted === 'before' ? undefined : existing, desired);
    report.revert.push(...prepared.revert);
    report.own.push(...prepared.own);
    for (const kind of ['problems', 'warnings', 'notices'] as const) report[kind].push(...words(prepared[kind]));
    const draft = preview.draft(wants);
    report.problems.push(...words(draft.problems));
    report.absent.push(...draft.absent);
    const outcomes: Outcome[] = [];
    const isCleanUp = purpose === 'close' && wants.size === 0 && report.kind === 'open';
    if (mode === 'apply' && (report.problems.length === 0 || isCleanUp)) {
      const saved = await preview.save();
      report.problems.push(...words(saved.problems));
      report.warnings.push(...words(saved.warnings));
      report.notices.push(...words(saved.notices));
      if (saved.problems.length === 0) {
        await scene.saved?.();
        if (scene.dies === 'saved') return;
        const revert = prepared.revert.filter(({ ip }) => !saved.deferred.has(ip));
        outcomes.push(...this.#apply(wants, purpose, revert, scene, existing));
        if (scene.dies !== undefined) return;
      }
    }
    await scene.written?.();
    const ended = await preview.finish(this.#result(mode, outcomes, report, scene));
    report.problems.push(...words(ended.problems));
    report.warnings.push(...words(ended.warnings));
  }

  #apply(
    wants: ReadonlyMap<Address, Target>,
    purpose: PreviewOptions['purpose'],
    revert: readonly Revert[],
    { dies, refused = [] }: Scene,
    { mappings }: Existing,
  ): Outcome[] {
    const outcomes: Outcome[] = [];
    const write = (ip: Address, target: Target | undefined, done: () => void) => {
      if (dies === 'half' && outcomes.length > 0) return;
      const mapping = mappings.get(ip);
      const before = mapping && targetOf(mapping);
      // What the plan took for unchanged is not written.
      const same = sameState(before, target);
      const part = { ip, ...(target ? { target } : {}), ...(before ? { before } : {}) };
      if (refused.includes(ip)) {
        outcomes.push({ ...part, outcome: 'failed', message: 'refused' });
        return;
      }
      if (!same) done();
      if (!same) this.put(ip, target);
      outcomes.push({ ...part, outcome: same ? 'unchanged' : target === undefined ? 'removed' : 'updated' });
    };
    for (const [ip, target] of wants) write(ip, purpose === 'absent' ? undefined : target, () => this.onRegister(ip));
    for (const { ip, to } of revert) write(ip, to, () => this.onRevert(ip));
    return outcomes;
  }

  #result(mode: Mode, outcomes: Outcome[], { problems, notices }: Report, { unlisted }: Scene): Result {
    return {
      mode,
      problems: problems.map((message) => ({ message })),
      warnings: [],
      notices: notices.map((message) => ({ message })),
      outcomes,
      ...(unlisted === undefined ? { existing: this.existing() } : {}),
      switchedOn: [],
      changed: outcomes.length > 0,
      requests: 1,
      duration: 1,
    };
  }
}

function words(list: readonly Problem[]): string[] {
  return list.map(({ message }) => message);
}

function emptyReport(): Report {
  return { kind: 'open', problems: [], warnings: [], notices: [], revert: [], own: [], absent: [] };
}

/** A line with a record that is not encrypted. */
export function line(check: string, text: string): string {
  return `<!-- cloudflare-origin-cloud-regions record ${check} ${Buffer.from(text).toString('base64')} -->`;
}

/** A line with a record of an earlier credential. */
export function foreign(pull: number, ...ips: Address[]): string {
  const entries = (ips.length === 0 ? [A] : ips).map(
    (ip) => ({ ip, state: 'held', target: T, at: 1, events: [] }) as const,
  );
  return createRecordCipher('earlier token', ZONE, REPOSITORY).seal(pull, recordOf(entries));
}

import type { Command } from 'commander';
import type { FindSenses } from '../../src-shared/api/senses.ts';
import type { ClassSenses } from '../../src-shared/domain/sense.ts';
import { formatNoun, formatPercent } from '../../src-shared/format/numbers.ts';
import {
  addProjectCommand,
  collect,
  type CommonOptions,
  count,
  inProject,
  integer,
  type ProjectContext,
} from './command.ts';
import { UsageError } from './failure.ts';
import { classNamed } from './find-class.ts';
import { findConnection } from './find-connection.ts';
import { findModel } from './find-model.ts';
import { formatColumns } from './format.ts';
import { addSensesPreviewCommand } from './senses-preview.ts';
import { waitForJob } from './wait-for-job.ts';

interface VoteOptions extends CommonOptions {
  class?: string[];
  clip?: string;
  images?: number;
  seed?: number;
  pinClear?: boolean;
}

interface FindOptions extends VoteOptions {
  languageModel?: string | true;
  vote?: boolean;
}

export function addSensesCommand(program: Command): void {
  const parent = program
    .command('senses')
    .description('what ambiguous class names mean: list, find, vote on, look at and pin senses');
  addProjectCommand(parent, 'list [class]', 'the senses, with votes and pins', 'senses list crane').action(
    (className: string | undefined, options: CommonOptions) =>
      inProject(options, (context) => list(context, className)),
  );
  addVoteOptions(
    addProjectCommand(
      parent,
      'find',
      'propose senses, then let real train images vote by CLIP',
      'senses find --language-model --pin-clear',
    )
      .option(
        '--language-model [name]',
        'ask this language model (default: the usual one) instead of the built-in lexicon',
      )
      .option('--no-vote', 'only propose'),
  ).action((options: FindOptions) => inProject(options, (context) => find(context, options)));
  addVoteOptions(
    addProjectCommand(parent, 'vote', 'vote again on the senses that are there', 'senses vote --class crane'),
  ).action((options: VoteOptions) =>
    inProject(options, (context) => work(context, options, { kind: 'none' }, options.clip)),
  );
  addSensesPreviewCommand(parent);
  addProjectCommand(
    parent,
    'add <class> <phrase> [gloss]',
    'add a sense of your own',
    'senses add crane "crane, the bird" "a tall wading bird"',
  ).action((className: string, phrase: string, gloss: string | undefined, options: CommonOptions) =>
    inProject(options, async (context) => {
      const { id: classId } = classNamed(await context.api.classes.list.query(), className);
      await context.api.senses.add.mutate({ classId, phrase, ...(gloss === undefined ? {} : { gloss }) });
      await list(context, className);
    }),
  );
  addProjectCommand(
    parent,
    'edit <number> <phrase> [gloss]',
    'change a sense; if it is pinned, prompts that say the old phrase become stale',
    'senses edit 3 "crane, the wading bird"',
  ).action((number: string, phrase: string, gloss: string | undefined, options: CommonOptions) =>
    inProject(options, (context) => edit(context, number, phrase, gloss)),
  );
  addProjectCommand(parent, 'remove <number>', 'remove a sense', 'senses remove 3').action(
    (number: string, options: CommonOptions) =>
      inProject(options, async (context) => {
        const { className } = await senseNumbered(context, number);
        await context.api.senses.remove.mutate({ senseId: integer(number) });
        await list(context, className);
      }),
  );
  addProjectCommand(
    parent,
    'pin <number>',
    "let prompts say this sense's phrase for its class; written prompts stay and become stale",
    'senses pin 3',
  ).action((number: string, options: CommonOptions) =>
    inProject(options, async (context) => {
      const { className, classId } = await senseNumbered(context, number);
      await context.api.senses.pin.mutate({ classId, senseId: integer(number) });
      await list(context, className);
    }),
  );
  addProjectCommand(parent, 'unpin <class>', 'call the class by its name again', 'senses unpin crane').action(
    (className: string, options: CommonOptions) =>
      inProject(options, async (context) => {
        const { id: classId } = classNamed(await context.api.classes.list.query(), className);
        await context.api.senses.pin.mutate({ classId, senseId: null });
        await list(context, className);
      }),
  );
  addProjectCommand(
    parent,
    'name <class> [name]',
    'say what people call a class, where classes share a name; without: its own name',
    'senses name crane_2 crane',
  ).action((className: string, commonName: string | undefined, options: CommonOptions) =>
    inProject(options, async (context) => {
      const { id: classId } = classNamed(await context.api.classes.list.query(), className);
      await context.api.senses.setCommonName.mutate({ classId, commonName: commonName ?? null });
      await list(context, className);
    }),
  );
}

const addVoteOptions = (command: Command): Command =>
  command
    .option('--class <name>', 'only this class (repeatable)', collect)
    .option('--clip <model>', 'id or name of the CLIP that decides (default: the one that fits the images)')
    .option('--images <n>', 'real train images of a class that vote at most (default: 50)', count)
    .option('--seed <number>', 'decides which images vote', integer)
    .option('--pin-clear', 'pin the winner of a clear vote, except where a person pinned a sense');

async function find(context: ProjectContext, options: FindOptions): Promise<void> {
  const { languageModel } = options;
  const from: FindSenses['from'] =
    languageModel === undefined
      ? { kind: 'built-in' }
      : {
          kind: 'language-model',
          ...(languageModel === true
            ? {}
            : { connectionId: await findConnection(context.api, languageModel) }),
        };
  await work(context, options, from, options.vote === false ? null : options.clip);
}

async function work(
  context: ProjectContext,
  options: VoteOptions,
  from: FindSenses['from'],
  clip: string | null | undefined,
): Promise<void> {
  const { api, output } = context;
  const classes = options.class ? await api.classes.list.query() : [];
  const { jobId } = await api.senses.find.mutate({
    from,
    ...(options.class ? { classIds: options.class.map((name) => classNamed(classes, name).id) } : {}),
    ...(clip === undefined
      ? {}
      : { clipModelId: clip === null ? null : findModel(await api.scoring.models.query(), clip).id }),
    ...(options.images === undefined ? {} : { images: options.images }),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
    ...(options.pinClear ? { pinClear: true } : {}),
  });
  const { progress } = await waitForJob(context, jobId);
  await list(context);
  if (progress.failed > 0)
    output.note(
      `${formatNoun(progress.failed, 'class', 'classes')} failed: npm run variegate -- jobs failures ${jobId}`,
    );
}

async function edit(
  context: ProjectContext,
  number: string,
  phrase: string,
  gloss: string | undefined,
): Promise<void> {
  const { className, senses } = await senseNumbered(context, number);
  const senseId = integer(number);
  const before = senses.find(({ id }) => id === senseId)?.gloss ?? '';
  await context.api.senses.edit.mutate({ senseId, phrase, gloss: gloss ?? before });
  await list(context, className);
}

async function senseNumbered({ api }: ProjectContext, number: string): Promise<ClassSenses> {
  const senseId = integer(number);
  const found = (await api.senses.list.query()).find(({ senses }) => senses.some(({ id }) => id === senseId));
  if (found) return found;
  throw new UsageError(`There is no sense ${number}. See "senses list".`);
}

async function list({ api, output }: ProjectContext, className?: string): Promise<void> {
  const all = await api.senses.list.query();
  const classes = className === undefined ? all : all.filter((each) => each.className === className);
  if (className !== undefined && classes.length === 0)
    throw new UsageError(`There is no class "${className}".`);
  const withSenses = classes.filter(({ senses }) => senses.length > 0);
  if (withSenses.length > 0) {
    output.print(
      formatColumns(
        [
          ['number', 'class', 'sense', 'by', 'vote', '95 % interval', 'pinned'],
          ...withSenses.flatMap(rowsOf),
        ],
        new Set([0, 4]),
      ),
    );
  }
  for (const each of withSenses) for (const remark of remarksOf(each)) output.print(remark);
  const without = classes.filter(({ senses, lexiconSenses }) => senses.length === 0 && lexiconSenses > 0);
  if (without.length > 0) {
    const names = without.map((each) => each.className).join(', ');
    output.print(`The lexicon knows several senses of ${names}. Find them with: senses find`);
  }
  output.print(
    `${formatNoun(withSenses.length, 'class', 'classes')} with senses, ${classes.length - withSenses.length} without.`,
  );
  output.result(classes);
}

const rowsOf = ({ className, senses, vote, pinned }: ClassSenses): string[][] =>
  senses.map(({ id, phrase, source }) => {
    const share = vote?.shares.find(({ senseId }) => senseId === id);
    return [
      String(id),
      className,
      phrase,
      source,
      share ? formatPercent(share.share) : '',
      share ? `${formatPercent(share.low)} to ${formatPercent(share.high)}` : '',
      pinned?.senseId === id ? `by ${pinned.by === 'vote' ? 'the vote' : 'you'}` : '',
    ];
  });

/** What a person has to decide, or to know. */
function remarksOf({
  className,
  senses,
  vote,
  pinned,
  realTrainImages,
  stalePrompts,
}: ClassSenses): string[] {
  const remarks: string[] = [];
  if (senses.length > 1 && !pinned && realTrainImages === 0) {
    remarks.push(`${className}: no real train image to vote. Choose with: senses pin <number>`);
  }
  if (vote?.doubt) remarks.push(`${className}: ${vote.doubt}`);
  if (vote?.outdated) remarks.push(`${className}: the vote is outdated. Vote again with: senses vote`);
  if (stalePrompts > 0)
    remarks.push(`${className}: ${formatNoun(stalePrompts, 'prompt')} with an earlier phrase.`);
  return remarks;
}

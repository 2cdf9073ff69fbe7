import type { Command } from 'commander';
import type { RejectionReason } from '../../src-shared/api/diversification.ts';
import { formatCount, formatNoun } from '../../src-shared/format/numbers.ts';
import { addProjectCommand, type CommonOptions, inProject, integer, type ProjectContext } from './command.ts';
import { formatColumns } from './format.ts';

const reasons: Readonly<Record<RejectionReason, string>> = {
  'class-missing': 'left the class out',
  'too-long': 'too long',
  'other-class': 'named another class',
  duplicate: 'there already',
  'near-duplicate': 'almost like another',
  'not-a-prompt': 'no prompt',
  'other-language': 'in another language',
};

/** Rejected prompts that are shown. */
const EXAMPLES = 10;

export function addPromptsReportCommand(parent: Command): void {
  addProjectCommand(
    parent,
    'report <job>',
    'what came of a job in which a language model writes; the prompts that were rejected, and why',
    'prompts report 3',
  ).action((job: string, options: CommonOptions) =>
    inProject(options, (context) => printReport(context, integer(job))),
  );
  addProjectCommand(
    parent,
    'origin <number>',
    'what a language model was asked for a prompt, and what it answered',
    'prompts origin 12',
  ).action((number: string, options: CommonOptions) =>
    inProject(options, (context) => printExchange(context, integer(number))),
  );
}

/** Prints what came of a job that writes prompts. */
export async function printReport({ api, output }: ProjectContext, jobId: number): Promise<void> {
  const report = await api.diversification.report.query({ jobId });
  const { written, requests, rejected, shortfalls, failures } = report;
  const tokens = report.promptTokens + report.completionTokens;
  output.print(
    `Wrote ${formatNoun(written, 'prompt')} in ${formatNoun(requests, 'request')}, ${formatCount(tokens)} tokens.`,
  );
  if (rejected.length > 0) {
    output.print('Rejected:');
    output.print(
      formatColumns(
        rejected.map(({ reason, count }) => [`  ${reasons[reason]}`, formatCount(count)]),
        new Set([1]),
      ),
    );
    for (const { className, text, reason, detail } of report.examples.slice(0, EXAMPLES)) {
      output.print(`  ${className}: ${text} (${detail ?? reasons[reason]})`);
    }
  }
  for (const { what, count } of failures) output.note(`${formatNoun(count, 'answer')} of no use: ${what}`);
  for (const { className, missing, reason } of shortfalls) {
    output.note(`${className}: ${formatCount(missing)} fewer than wanted. ${reason}`);
  }
  output.result(report);
}

async function printExchange({ api, output }: ProjectContext, promptId: number): Promise<void> {
  const exchange = await api.diversification.exchangeOf.query({ promptId });
  if (exchange) {
    output.print(`${exchange.model} (${exchange.connection}), ${exchange.createdAt}`);
    output.print(`Asked:\n${exchange.request}`);
    output.print(`Answered:\n${exchange.reply ?? ''}`);
  } else {
    output.print('No language model wrote this prompt.');
  }
  output.result(exchange);
}

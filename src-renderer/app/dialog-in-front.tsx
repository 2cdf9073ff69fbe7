import { AddClassDialog } from '../classes/add-class-dialog.tsx';
import { FindSensesDialog } from '../classes/senses/find-senses-dialog.tsx';
import { KeyList } from '../commands/key-list.tsx';
import { Palette } from '../commands/palette.tsx';
import { CreateProjectDialog } from '../home/create-project-dialog.tsx';
import { ExportResultDialog } from '../exports/export-result-dialog.tsx';
import { DrawDialog } from '../home/draw-dialog.tsx';
import { OpenProjectDialog } from '../home/open-project-dialog.tsx';
import { ImportDialog } from '../imports/import-dialog.tsx';
import { ImportReportDialog } from '../imports/import-report-dialog.tsx';
import { ImportPromptsDialog } from '../prompts/bring-in/import-dialog.tsx';
import { ExchangeDialog } from '../prompts/exchange-dialog.tsx';
import { NameDialog } from '../prompts/name-dialog.tsx';
import { ReplaceDialog } from '../prompts/replace/replace-dialog.tsx';
import { InstructionsDialog } from '../prompts/write/instructions-dialog.tsx';
import { WriteDialog } from '../prompts/write/write-dialog.tsx';
import { TutorialDialog } from '../tutorial/tutorial-dialog.tsx';
import { closeDialog, useDialog } from './dialogs.ts';

export function DialogInFront() {
  const dialog = useDialog((state) => state.open);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'palette':
      return <Palette onClose={closeDialog} />;
    case 'keys':
      return <KeyList onClose={closeDialog} />;
    case 'create-project':
      return <CreateProjectDialog next={dialog.next} suggestedName={dialog.name} onClose={closeDialog} />;
    case 'open-project':
      return <OpenProjectDialog onClose={closeDialog} />;
    case 'import':
      return <ImportDialog source={dialog.source} role={dialog.role} onClose={closeDialog} />;
    case 'import-report':
      return <ImportReportDialog jobId={dialog.jobId} onClose={closeDialog} />;
    case 'export-result':
      return <ExportResultDialog jobId={dialog.jobId} title={dialog.title} onClose={closeDialog} />;
    case 'draw':
      return <DrawDialog dataSet={dialog.dataSet} onClose={closeDialog} />;
    case 'tutorial':
      return <TutorialDialog onClose={closeDialog} />;
    case 'add-class':
      return <AddClassDialog onClose={closeDialog} />;
    case 'find-senses':
      return <FindSensesDialog onClose={closeDialog} />;
    case 'write-prompts':
      return <WriteDialog onClose={closeDialog} />;
    case 'prompt-instructions':
      return <InstructionsDialog />;
    case 'prompt-exchange':
      return <ExchangeDialog promptId={dialog.promptId} onClose={closeDialog} />;
    case 'replace-prompts':
      return <ReplaceDialog onClose={closeDialog} />;
    case 'name-prompts':
      return <NameDialog field={dialog.field} onClose={closeDialog} />;
    case 'import-prompts':
      return <ImportPromptsDialog onClose={closeDialog} />;
    default:
      return dialog satisfies never;
  }
}

import { useQuery } from '@tanstack/react-query';
import { FolderPlus, Plus } from 'lucide-react';
import { useState } from 'react';
import type { LanguageModelConnection } from '../../src-shared/domain/language-model.ts';
import { keyStoreWords } from '../../src-shared/format/language-models.ts';
import { api } from '../api/client.ts';
import { queries, queryClient } from '../api/queries.ts';
import { AddModelDialog } from '../models/add-model-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/page.tsx';
import { RowList } from '../ui/row-list.tsx';
import { FailureNote, Skeleton } from '../ui/states.tsx';
import { ConnectionDialog } from './connection-dialog.tsx';
import { ConnectionRow } from './connection-row.tsx';
import styles from './language-models.module.css';

type Open = { kind: 'server'; known: LanguageModelConnection | null } | { kind: 'folder' } | null;

/** Which language models write prompts and propose senses. */
export function LanguageModels() {
  const known = useQuery(queries.languageModels());
  const folders = useQuery(queries.inProcessModels());
  const [open, setOpen] = useState<Open>(null);
  const connections = known.data?.connections ?? [];
  const folderName = ({ connection }: LanguageModelConnection): string | null =>
    connection.kind === 'in-process'
      ? (folders.data?.find(({ id }) => id === connection.modelId)?.name ?? null)
      : null;
  return (
    <Section title="Language models" hint="Write prompts and propose senses of classes.">
      {known.error && <FailureNote error={known.error} />}
      {!known.data && !known.error && <Skeleton height={64} />}
      {known.data && connections.length === 0 && (
        <p className={styles.words}>
          No language model is connected. Prompts come from the built-in grammar and senses from the built-in
          lexicon, which need none.
        </p>
      )}
      {connections.length > 0 && (
        <RowList label="Connections">
          {connections.map((connection) => (
            <ConnectionRow
              key={connection.id}
              known={connection}
              folderName={folderName(connection)}
              onEdit={() => setOpen({ kind: 'server', known: connection })}
            />
          ))}
        </RowList>
      )}
      {known.data && connections.length > 0 && (
        <p className={styles.words}>{keyStoreWords(known.data.keyStore)}</p>
      )}
      <div className={styles.add}>
        <Button icon={<Plus aria-hidden />} onPress={() => setOpen({ kind: 'server', known: null })}>
          Connect a server
        </Button>
        <Button icon={<FolderPlus aria-hidden />} onPress={() => setOpen({ kind: 'folder' })}>
          Use a model folder
        </Button>
      </div>
      {open?.kind === 'server' && <ConnectionDialog known={open.known} onClose={() => setOpen(null)} />}
      {open?.kind === 'folder' && (
        <AddModelDialog
          title="Use a model folder"
          footnote="A language model in the layout of transformers.js: config.json, tokenizer.json, tokenizer_config.json and onnx/model.onnx. Nothing is copied."
          add={(sourceId) => addFolder(sourceId, connections)}
          onAdded={() => void queryClient.invalidateQueries({ queryKey: queries.languageModels().queryKey })}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}

async function addFolder(
  sourceId: string,
  connections: readonly LanguageModelConnection[],
): Promise<{ modelId: string }> {
  const { modelId } = await api.languageModels.addInProcess.mutate({ sourceId });
  const already = connections.some(
    ({ connection }) => connection.kind === 'in-process' && connection.modelId === modelId,
  );
  if (already) return { modelId };
  const folders = await api.languageModels.inProcess.query();
  const name = folders.find(({ id }) => id === modelId)?.name ?? 'Model folder';
  await api.languageModels.save.mutate({
    name: freeName(name.slice(0, 80), connections),
    connection: { kind: 'in-process', modelId },
  });
  return { modelId };
}

function freeName(wanted: string, connections: readonly LanguageModelConnection[]): string {
  const taken = new Set(connections.map(({ name }) => name.toLowerCase()));
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted} ${number}`;
  return name;
}

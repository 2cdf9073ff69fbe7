import type { ReactNode } from 'react';
import type { PromptVocabulary } from '../../../src-shared/api/prompts.ts';
import type { ImageClass } from '../../../src-shared/domain/image-class.ts';
import { formatNoun } from '../../../src-shared/format/numbers.ts';
import { imagenetTemplates } from '../../../src-shared/prompts/imagenet-templates.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { Note } from '../../ui/states.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { ModelFields } from './model-fields.tsx';
import { NameChoice } from './name-choice.tsx';
import {
  changeRecipe,
  changeVocabulary,
  chooseTemplateSet,
  perClassOf,
  type RecipeDraft,
  type RecipeKind,
  templateSetOf,
  templatesOf,
  templatesProblem,
} from './recipe-draft.ts';
import styles from './write.module.css';
import { WriterChoice } from './writer-choice.tsx';

const about: Readonly<Record<RecipeKind, string>> = {
  diversified:
    'Varies where the class is, in which light and from which angle, and shows a share of it in named styles.',
  template: 'Puts the class into fixed sentences, the same for every class.',
  plain: 'The phrase of the class and nothing else: the baseline to compare with.',
  definition: 'The name of the class and what its pinned sense means: “crane, a large wading bird”.',
};

interface RecipeFieldsProps {
  recipe: RecipeDraft;
  classes: readonly ImageClass[];
  vocabularies: readonly PromptVocabulary[];
  vocabulary: PromptVocabulary;
  /** The vocabulary that fits the images of the project. */
  usual: PromptVocabulary['id'];
  /** A language model writes. */
  byModel: boolean;
  /** What stands below the recipe. */
  children: ReactNode;
}

export function RecipeFields({
  recipe,
  classes,
  vocabularies,
  vocabulary,
  usual,
  ...rest
}: RecipeFieldsProps) {
  const perClass = perClassOf(recipe, vocabulary);
  return (
    <div className={styles.fields}>
      <Segments
        label="Recipe"
        value={recipe.kind}
        onChange={(kind) => changeRecipe({ kind })}
        segments={[
          { value: 'diversified', label: 'Diversified' },
          { value: 'template', label: 'Templates' },
          { value: 'plain', label: 'Plain' },
          { value: 'definition', label: 'Definition' },
        ]}
      />
      <p className={styles.about}>{about[recipe.kind]}</p>
      {recipe.kind === 'diversified' && <WriterChoice />}
      <ClassChoice recipe={recipe} classes={classes} />
      {(recipe.kind === 'diversified' || recipe.kind === 'template') && (
        <Select
          label="Vocabulary"
          value={vocabulary.id}
          options={vocabularies.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={changeVocabulary}
        />
      )}
      {(recipe.kind === 'diversified' || recipe.kind === 'template') && vocabulary.id !== usual && (
        <Note kind="warn">
          {usual === 'drawn-world'
            ? 'The images of this project were drawn. The starter models, which can make more of them, know only the words of the drawn world.'
            : 'The words of the drawn world are for the starter models. Others know many more.'}
        </Note>
      )}
      {recipe.kind === 'diversified' && (
        <DiversifiedFields
          recipe={recipe}
          vocabulary={vocabulary}
          perClass={perClass}
          unchosen={rest.byModel ? 'asked for below' : undefined}
        />
      )}
      {recipe.kind === 'template' && (
        <TemplateFields recipe={recipe} vocabulary={vocabulary} perClass={perClass} />
      )}
      {rest.byModel && <ModelFields />}
      {rest.byModel && usual === 'drawn-world' && (
        <Note kind="info">
          A language model names places, styles and details that the starter models never saw: they draw what
          they know of a prompt and leave out the rest. Choose names of the drawn world above, or generate
          with another model.
        </Note>
      )}
      {rest.children}
    </div>
  );
}

function ClassChoice({ recipe, classes }: Pick<RecipeFieldsProps, 'recipe' | 'classes'>) {
  const without = classes.filter(({ prompts }) => prompts === 0).length;
  return (
    <Select
      label="For"
      value={String(recipe.classes)}
      options={[
        { value: 'all', label: `All ${formatNoun(classes.length, 'class', 'classes')}` },
        ...(without > 0 || recipe.classes === 'without'
          ? [{ value: 'without', label: `${formatNoun(without, 'class', 'classes')} without prompts` }]
          : []),
        ...classes
          .toSorted((a, b) => a.position - b.position)
          .map(({ id, name, prompts }) => ({
            value: String(id),
            label: name,
            hint: formatNoun(prompts, 'prompt'),
          })),
      ]}
      onChange={(value) =>
        changeRecipe({ classes: value === 'all' || value === 'without' ? value : Number(value) })
      }
    />
  );
}

interface PartProps {
  recipe: RecipeDraft;
  vocabulary: PromptVocabulary;
  perClass: number;
}

function DiversifiedFields({
  recipe,
  vocabulary,
  perClass,
  unchosen,
}: PartProps & { unchosen: string | undefined }) {
  const stylized = Math.round((perClass * recipe.stylizedPercent) / 100);
  return (
    <>
      <div className={styles.pair}>
        <NumberField
          label="Prompts for each class"
          value={perClass}
          onChange={(diversified) => changeRecipe({ perClass: { ...recipe.perClass, diversified } })}
          min={1}
          max={1000}
        />
        <NumberField
          label="Stylized"
          unit="%"
          value={recipe.stylizedPercent}
          onChange={(stylizedPercent) => changeRecipe({ stylizedPercent })}
          min={0}
          max={100}
          step={5}
        />
      </div>
      <p className={styles.about}>
        {perClass - stylized} name a context, {stylized} a style. Prompts that a class has count.
      </p>
      <NameChoice
        title="Contexts"
        names={vocabulary.contexts.map(({ name, phrase }) => ({ name, phrase, group: '' }))}
        chosen={recipe.contexts}
        unchosen={unchosen}
        onChange={(contexts) => changeRecipe({ contexts })}
      />
      <NameChoice
        title="Styles"
        names={vocabulary.styles}
        chosen={recipe.styles}
        unchosen={unchosen}
        onChange={(chosen) => changeRecipe({ styles: chosen })}
      />
      <NumberField label="Seed" value={recipe.seed} onChange={(seed) => changeRecipe({ seed })} />
    </>
  );
}

function TemplateFields({ recipe, vocabulary, perClass }: PartProps) {
  const templates = templatesOf(recipe, vocabulary);
  const set = templateSetOf(recipe);
  return (
    <>
      <Select
        label="Sentences"
        value={set}
        options={[
          { value: 'usual', label: 'The usual ones', hint: String(vocabulary.templates.length) },
          { value: 'imagenet', label: 'CLIP’s for ImageNet', hint: String(imagenetTemplates.length) },
          ...(set === 'own' ? [{ value: 'own' as const, label: 'Own sentences' }] : []),
        ]}
        onChange={chooseTemplateSet}
      />
      <TextArea
        label="Sentences, one a line"
        rows={9}
        value={recipe.templates ?? vocabulary.templates.join('\n')}
        onChange={(text) => changeRecipe({ templates: text })}
        error={templatesProblem(templates)}
        hint="{phrase} or {} is what prompts call the class, {a phrase} the same with a or an, {class} its name."
      />
      <NumberField
        label="Prompts for each class"
        value={perClass}
        onChange={(template) => changeRecipe({ perClass: { ...recipe.perClass, template } })}
        min={1}
        max={1000}
      />
    </>
  );
}

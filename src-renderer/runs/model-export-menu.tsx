import { FileDown } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { IconButton } from '../ui/button.tsx';
import field from '../ui/field.module.css';
import { startExport } from '../exports/exporting.ts';

const formats = [
  { format: 'onnx', name: 'ONNX, the whole model' },
  { format: 'safetensors', name: 'safetensors, weights under the names of timm' },
] as const;

/** The chosen weights of a finished run, for other programs or to train on from. */
export function ModelExportMenu(props: { runId: number; name: string; isDisabled: boolean }) {
  return (
    <MenuTrigger>
      <IconButton
        size="small"
        label={`Export the model of ${props.name}`}
        icon={<FileDown />}
        isDisabled={props.isDisabled}
      />
      <Popover className={field.popover ?? ''} offset={4} placement="bottom end">
        <Menu className={field.list ?? ''} aria-label="Format">
          {formats.map(({ format, name }) => (
            <MenuItem
              key={format}
              id={format}
              className={field.option ?? ''}
              onAction={() => void startExport({ kind: 'model', runId: props.runId, format })}
            >
              {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

import { Download } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from '../ui/button.tsx';
import field from '../ui/field.module.css';
import { startExport } from '../exports/exporting.ts';

const formats = [
  { format: 'csv', name: 'CSV' },
  { format: 'markdown', name: 'Markdown' },
  { format: 'latex', name: 'LaTeX' },
] as const;

/** The table as a file to paste from. */
export function ExportMenu({ isDisabled }: { isDisabled: boolean }) {
  return (
    <MenuTrigger>
      <Button icon={<Download aria-hidden />} isDisabled={isDisabled}>
        Export the table
      </Button>
      <Popover className={field.popover ?? ''} offset={4} placement="bottom end">
        <Menu className={field.list ?? ''} aria-label="Format">
          {formats.map(({ format, name }) => (
            <MenuItem
              key={format}
              id={format}
              className={field.option ?? ''}
              onAction={() => void startExport({ kind: 'runs', format })}
            >
              {name}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

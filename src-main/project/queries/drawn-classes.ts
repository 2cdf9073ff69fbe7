import type { Database } from 'better-sqlite3';
import { prepared } from './statement.ts';

/** The class that holds most pictures of an object of the drawn world. */
export interface DrawnClass {
  object: string;
  className: string;
}

const COUNTS = `
  SELECT json_extract(spec, '$.object') AS object, class.name AS className
  FROM image JOIN class ON class.id = class_id
  WHERE spec IS NOT NULL
  GROUP BY object, class_id ORDER BY count(*)`;

export const drawnClassQueries = {
  /** One entry for each object of which the project has pictures, whatever its class is called by now. */
  'classes.ofDrawnObjects': (db: Database): DrawnClass[] => {
    const rows = prepared<[], DrawnClass>(db, COUNTS).all();
    return [...new Map(rows.map((row) => [row.object, row])).values()];
  },
};

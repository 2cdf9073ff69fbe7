import { z } from 'zod';

export const projectNameSchema = z.string().trim().min(1, 'A project needs a name.').max(120);

export interface ProjectInfo {
  id: string;
  name: string;
  createdAt: string;
  schemaVersion: number;
  /** Where it lies, for display only; never accepted back as input. */
  location: string;
  readOnly: boolean;
  /** How often the sealed test split was opened, over all runs. */
  testOpenings: number;
}

export interface RecentProject {
  id: string;
  name: string;
  location: string;
  openedAt: string;
  available: boolean;
}

export interface ProviderReport {
  /** An execution provider of ONNX Runtime, or something that runs whole graphs. */
  kind: 'provider' | 'engine';
  name: string;
  available: boolean;
  /** Why it is not available, or which version is in use. */
  detail: string;
}

/** A folder, a bundle of dropped files or the file of a trained network on the host's side, known to clients by an opaque id. */
export interface SourceEntry {
  id: string;
  name: string;
  kind: 'folder' | 'drop' | 'file';
}

import { Component, type ReactNode } from 'react';
import { FailedState } from '../ui/states.tsx';

/** Keeps a fault of one screen from taking the window with it. */
export class FailureBoundary extends Component<{ children: ReactNode }, { error: unknown; failed: boolean }> {
  override state: { error: unknown; failed: boolean } = { error: null, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <FailedState error={this.state.error} onRetry={() => this.setState({ error: null, failed: false })} />
    );
  }
}

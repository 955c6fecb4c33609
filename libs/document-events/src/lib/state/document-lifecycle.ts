import { CLOCK, type Clock, WebhookPublisher } from '@hookline/webhooks';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DOCUMENT_EVENTS_CONFIG, type DocumentEventsConfig } from '../document-events.config';
import type { DocumentKey } from '../server/read-notice';
import { DocumentDatabase } from '../storage/document-database';
import { insertState, lockDueWindows, lockState, updateState } from '../storage/document-rows';
import { DocumentConflictError } from './document-conflict.error';
import { toPublication } from './document-outcome';
import {
  advance,
  type ChangeContext,
  type DocumentChange,
  type DocumentOutcome,
  type DocumentState,
} from './document-state';

/** A document, and what happened to it, in order. */
export interface DocumentChanges {
  key: DocumentKey;
  documentId: string;
  changes: readonly DocumentChange[];
}

/** Windows that one look closes. */
const WINDOWS_AT_ONCE = 100;

/** Applies changes to the stored state; the events that follow are written in the same transaction. */
@Injectable()
export class DocumentLifecycle {
  constructor(
    private readonly database: DocumentDatabase,
    private readonly publisher: WebhookPublisher,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DOCUMENT_EVENTS_CONFIG) private readonly config: DocumentEventsConfig,
  ) {}

  /** Applies them in a transaction of its own. Answers when the window ends that is open now. */
  async apply(changes: DocumentChanges): Promise<number | null> {
    const state = await this.database.transaction((manager) => this.applyIn(manager, changes));
    return state?.windowEndsAt ?? null;
  }

  /** Applies them in an open transaction: all of it happens only if that commits. */
  async applyIn(
    manager: EntityManager,
    { key, documentId, changes }: DocumentChanges,
  ): Promise<DocumentState | undefined> {
    const context = this.contextOf(documentId);
    let before = await lockState(manager, key);
    let after = run(before, changes, context);
    if (before === undefined && after.state !== undefined) {
      if (!(await insertState(manager, key, after.state))) {
        // Another process was first; its row is there now.
        before = await lockState(manager, key);
        if (before === undefined) throw new DocumentConflictError(documentId);
        after = run(before, changes, context);
      }
    }
    if (before !== undefined && after.state !== undefined && after.state !== before) {
      await updateState(manager, key, after.state);
    }
    await this.publish(manager, key, documentId, after.outcomes);
    return after.state;
  }

  /** Tells of messages whose window has ended in a process that is gone. Answers whether there may be more. */
  closeWindows(): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const due = await lockDueWindows(manager, this.clock.now(), WINDOWS_AT_ONCE);
      for (const { key, state } of due) {
        const after = advance(state, { kind: 'due' }, this.contextOf(state.documentId));
        if (after.state === undefined || after.state === state) continue;
        await updateState(manager, key, after.state);
        await this.publish(manager, key, state.documentId, after.outcomes);
      }
      return due.length === WINDOWS_AT_ONCE;
    });
  }

  private async publish(
    manager: EntityManager,
    key: DocumentKey,
    documentId: string,
    outcomes: readonly DocumentOutcome[],
  ): Promise<void> {
    if (outcomes.length === 0) return;
    await this.publisher.publishMany(
      outcomes.map((outcome) => toPublication(key, documentId, outcome)),
      { manager },
    );
  }

  private contextOf(documentId: string): ChangeContext {
    const { updateWindowMs } = this.config;
    return { documentId, now: this.clock.now(), updateWindowMs };
  }
}

function run(
  state: DocumentState | undefined,
  changes: readonly DocumentChange[],
  context: ChangeContext,
): { state: DocumentState | undefined; outcomes: DocumentOutcome[] } {
  const outcomes: DocumentOutcome[] = [];
  for (const change of changes) {
    const step = advance(state, change, context);
    state = step.state;
    outcomes.push(...step.outcomes);
  }
  return { state, outcomes };
}

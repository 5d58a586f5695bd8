import { posts } from '../actor.ts';
import { assignmentOf } from '../checklist.ts';
import { MOST_EVIDENCE } from '../evidence.ts';
import { itemsOf, requiredItems } from '../missing.ts';
import { findAssignment } from '../task.ts';
import type { UploadId } from '../upload.ts';
import { ownAssignment } from './own-assignment.ts';
import type { Rule } from './rule.ts';
import { workStages } from './work-stages.ts';

/** 提交佐证: a file of the own unit for an item of its part. A newer file supersedes the one before it; nothing is deleted. */
export const submitEvidence: Rule<'submitEvidence'> = {
  at: workStages,
  may: (task, by, { item }) =>
    requiredItems(task).includes(item)
      ? ownAssignment(task, by, assignmentOf(item), posts)
      : { why: 'noSuchItem', item },
  against: (task, { item, upload: id }, { upload }) => {
    const part = findAssignment(task, assignmentOf(item));
    if (part === undefined) return { why: 'noSuchItem', item };
    if (part.stage === 'declined') return { why: 'wrongAssignmentStage', assignment: part.id, stage: part.stage };
    if (task.evidenceGiven >= MOST_EVIDENCE) return { why: 'tooManyFiles', most: MOST_EVIDENCE };
    // Of somebody else's upload not even its existence is told.
    return upload(id)?.units.includes(part.unit) === true ? null : { why: 'noSuchUpload', upload: id };
  },
  facts: (task, { item, upload: id, note }, { on, upload }, by) => {
    const file = upload(id);
    if (by === 'clock' || file === null) return [];
    const { name, bytes, sha256, by: uploadedBy } = file;
    return [
      {
        kind: 'evidenceSubmitted',
        on,
        n: task.evidenceGiven + 1,
        item,
        assignment: assignmentOf(item),
        by: by.person,
        upload: id,
        uploadedBy,
        note: note.trim(),
        name,
        bytes,
        sha256,
      },
    ];
  },
  candidates: (task) =>
    task.assignments
      .flatMap((part) => itemsOf(task, part))
      .map((item) => ({ kind: 'submitEvidence', item, upload: anyUpload, note: '' })),
};

/** Stands in an order that is only tried for a file that would fit. */
const anyUpload = '?' as UploadId;

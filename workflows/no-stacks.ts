/**
 * Loaded once, before any workflow. Temporal notes a stack for every promise that a workflow makes, to answer a query that
 * nobody asks here: a third of the processor's time of a replay. What a workflow throws is told by its message.
 */
Error.stackTraceLimit = 0;

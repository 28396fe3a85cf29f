namespace Bantam.Cli;

/// <summary>The work was stopped before its end. The message says what there is of it.</summary>
internal sealed class StoppedException(string message) : OperationCanceledException(message);

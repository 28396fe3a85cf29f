namespace Bantam.Bench;

/// <summary>The command was wrong.</summary>
internal sealed class UsageException(string message) : Exception(message);

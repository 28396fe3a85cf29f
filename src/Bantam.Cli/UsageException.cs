namespace Bantam.Cli;

/// <summary>The command was wrong: it asks for something that is not there. The message says what it takes.</summary>
internal sealed class UsageException(string message) : Exception(message);

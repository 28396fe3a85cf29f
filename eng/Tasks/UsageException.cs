namespace Bantam.Tasks;

/// <summary>The command was wrong: the message is printed and the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);

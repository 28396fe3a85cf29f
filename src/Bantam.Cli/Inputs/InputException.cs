namespace Bantam.Cli.Inputs;

/// <summary>What was given for an input of a model cannot be used. The message says where, which rule, and both values.</summary>
internal sealed class InputException(string message) : IOException(message);

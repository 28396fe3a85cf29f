using System.CommandLine;

namespace Bantam.Cli.Commands;

/// <summary>A command whose result a program can read.</summary>
internal interface IJsonCommand
{
    /// <summary>The option that asks for it.</summary>
    Option<bool> Json { get; }
}

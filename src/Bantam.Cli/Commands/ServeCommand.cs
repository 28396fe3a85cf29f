using System.CommandLine;
using Bantam.Cli.Serving;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam serve</c>: a folder as web pages, for this machine only.</summary>
internal sealed class ServeCommand : Command, IJsonCommand
{
    private readonly Argument<string> _folder = new("folder") { Description = "The folder, such as one that 'bantam compile' wrote." };
    private readonly Option<int> _port =
        CliOptions.Whole("--port", "The port; 0 takes a free one.", BundleServer.DefaultPort, least: 0, most: ushort.MaxValue);

    /// <summary>The command.</summary>
    public ServeCommand(Terminal terminal)
        : base("serve", "Serve a folder as web pages to this machine, until Ctrl-C.")
    {
        _folder.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }, ..] && !Directory.Exists(path)) result.AddError($"There is no folder '{path}'.");
        });
        Add(_folder);
        Add(_port);
        Add(Json);
        SetAction((given, cancellationToken) =>
            ServeAsync(given.GetRequiredValue(_folder), given.GetValue(_port), given.GetValue(Json), terminal, cancellationToken));
    }

    /// <inheritdoc/>
    public Option<bool> Json { get; } = new("--json") { Description = "Print the address as a JSON object, for programs." };

    private static async Task<int> ServeAsync(string folder, int port, bool asJson, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var server = await BundleServer.StartAsync(folder, port, cancellationToken).ConfigureAwait(false);
        var text = asJson ? Cli.Json.Write(new ServedFolder(folder, server.Address))
            : $"Serving {folder} at {server.Address} until Ctrl-C.";
        await terminal.Output.WriteLineAsync(text).ConfigureAwait(false);
        await terminal.Output.FlushAsync(cancellationToken).ConfigureAwait(false);
        await server.WaitAsync(cancellationToken).ConfigureAwait(false);
        return ExitCode.Done;
    }

    private sealed record ServedFolder(string Folder, Uri Address);
}

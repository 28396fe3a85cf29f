using System.CommandLine;
using Bantam.Cli.Rendering;
using Bantam.Files;
using Bantam.Zoo;
using Spectre.Console;

namespace Bantam.Cli.Commands;

/// <summary><c>bantam zoo</c>: lists well-known models, or writes one as a file with random weights.</summary>
internal sealed class ZooCommand : WorkCommand<ZooCommand.Result>
{
    private readonly Argument<string?> _model = new("model")
    {
        Description = "The model that is written; all are listed where none is given.", Arity = ArgumentArity.ZeroOrOne, HelpName = "MODEL",
    };

    private readonly Option<string?> _out = new("--out", "-o")
    {
        Description = "The ONNX file that is written; the model's name with '.onnx' by default.", HelpName = "PATH",
    };

    private readonly Option<int?> _classes = CliOptions.WholeOrNone("--classes", "Classes; as many as in the paper by default.", least: 1);
    private readonly Option<int> _seed = CliOptions.Whole("--seed", "The seed of the weights: equal ones give equal bits.", 1, least: 0);

    /// <summary>The command.</summary>
    public ZooCommand(Terminal terminal)
        : base("zoo", "List well-known models, or write one with random weights, to train or to measure.", terminal)
    {
        _model.CompletionSources.Add([.. ModelZoo.All.Select(m => m.Name)]);
        _model.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }, ..] && ModelZoo.Find(name) is null)
                result.AddError($"There is no model '{name}'; there are {string.Join(", ", ModelZoo.All.Select(m => m.Name))}.");
        });
        Take(_model, _out, _classes, _seed);
    }

    /// <inheritdoc/>
    protected override async Task<Result> WorkAsync(ParseResult given, CancellationToken cancellationToken)
    {
        if (given.GetValue(_model) is not { } name)
            return given.GetValue(_out) is null ? new Result([.. ModelZoo.All.Select(Entry.Of)], null)
                : throw new UsageException("--out is the file of one model; name the model that is written.");
        var model = ModelZoo.Find(name)!;
        var path = given.GetValue(_out) ?? model.Name + ".onnx";
        await Meter.RunAsync(Terminal, $"Making {model.Title}", () =>
        {
            AtomicFile.Prepare(path);
            model.ToOnnx(model.Create(given.GetValue(_classes), (uint)given.GetValue(_seed))).Save(path);
            return path;
        }, cancellationToken).ConfigureAwait(false);
        return new Result([Entry.Of(model)], path);
    }

    /// <inheritdoc/>
    protected override void Show(Result result, IAnsiConsole screen)
    {
        if (result.File is { } file)
        {
            screen.WriteLine($"Written to {file}; 'bantam inspect {file}' shows what is in it.");
            return;
        }

        var table = Tables.Make("Model", "Input", " Parameters", " Multiply-adds", "Paper");
        foreach (var model in result.Models)
            table.AddTexts(model.Name, model.Input, Texts.Count(model.Parameters), Texts.Count(model.MultiplyAdds), model.Paper);
        screen.Write(table);
    }

    /// <summary>What was listed or written.</summary>
    /// <param name="Models">The models.</param>
    /// <param name="File">The file that was written.</param>
    internal sealed record Result(IReadOnlyList<Entry> Models, string? File);

    /// <summary>A model.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Title">Its name for people.</param>
    /// <param name="Input">The shape of its input in a file.</param>
    /// <param name="Parameters">How many numbers training changes.</param>
    /// <param name="MultiplyAdds">How many multiply-adds an image takes.</param>
    /// <param name="Paper">The paper that describes it.</param>
    internal sealed record Entry(string Name, string Title, string Input, long Parameters, long MultiplyAdds, string Paper)
    {
        /// <summary>What is known of a model.</summary>
        public static Entry Of(ZooModel model) => new(
            model.Name, model.Title, $"3x{model.Side}x{model.Side}", model.Parameters, model.MultiplyAdds, model.Paper.ToString());
    }
}

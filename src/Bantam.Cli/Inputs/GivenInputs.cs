using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Cli.Inputs;

/// <summary>What was given for inputs of a model by their names, as in <c>--input x=1,2,3</c>.</summary>
internal static class GivenInputs
{
    /// <summary>What each input gets that something was given for.</summary>
    /// <param name="graph">The model.</param>
    /// <param name="texts">What was given; the name may be left out where the model has one input.</param>
    /// <param name="option">The option that it was given with, for messages.</param>
    /// <exception cref="UsageException">The model has no such input, or one is given twice.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Dictionary<string, GivenInput> Of(Graph graph, IReadOnlyList<string> texts, string option)
    {
        var inputs = new Dictionary<string, GivenInput>();
        if (graph.Inputs.Count == 0 && texts.Count > 0)
            throw new UsageException($"{option} {texts[0]}: the model takes no inputs. Leave it out.");
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            var named = at > 0 ? graph.Inputs.FirstOrDefault(i => i.Name == text[..at]) : null;
            var input = named ?? (graph.Inputs.Count == 1 && (at < 0 || File.Exists(text)) ? graph.Inputs[0] : null)
                ?? throw new UsageException(
                    $"{option} {text}: the model's inputs are {string.Join(", ", graph.Inputs)}; say which one, as in {option} " +
                    $"{graph.Inputs[0].Name}=...");
            if (!inputs.TryAdd(input.Name, GivenInput.Read(named is null ? text : text[(at + 1)..], TakesTexts(input))))
                throw new UsageException($"{option} {input.Name} is given twice.");
        }

        return inputs;
    }

    /// <summary>Makes sure that something was given for every input.</summary>
    /// <exception cref="UsageException">It was not.</exception>
    public static void RequireAll(Graph graph, IReadOnlyDictionary<string, GivenInput> inputs, string option)
    {
        var missing = graph.Inputs.Where(i => !inputs.ContainsKey(i.Name)).ToArray();
        if (missing.Length > 0)
            throw new UsageException(
                $"The model {(inputs.Count > 0 ? "also " : "")}takes {string.Join(", ", missing)}; "
                + $"give {(missing.Length == 1 ? "it" : "them")} as in {option} {missing[0].Name}=FILE.");
    }

    private static bool TakesTexts(Value input) => input.Kind is TensorType { Element: ElementType.String };
}

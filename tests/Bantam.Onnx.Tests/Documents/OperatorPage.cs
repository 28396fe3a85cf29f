using System.Text;
using Bantam.Onnx.Rows;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Documents;

/// <summary>Writes docs/operators.md.</summary>
internal static class OperatorPage
{
    private static readonly (string Domain, string Title)[] Domains =
    [
        ("", "The standard's operators"), (OperatorTable.MachineLearning, "Classical machine learning: `ai.onnx.ml`"),
        (OperatorTable.Training, "Training: `ai.onnx.preview.training`"), ("com.microsoft", "ONNX Runtime's own: `com.microsoft`"),
    ];

    /// <summary>The page's text.</summary>
    /// <param name="samples">What models show.</param>
    public static string Write(IReadOnlyList<OperatorSample> samples)
    {
        var byOperator = samples.SelectMany(s => s.Operators.Select(o => (Operator: o, Sample: s)))
            .ToLookup(p => p.Operator, p => p.Sample);
        var text = new StringBuilder($"""
            # Operators of ONNX

            This page is made by a test, `BANTAM_PROMOTE=1 ./test Onnx -- -class "*OperatorPageTests"`, which fails when it says something
            else than the code does. `./check conformance` runs ONNX' own tests of nodes that most of it is counted from.

            - **from**: the first version of the domain that is read; files up to version {OperatorTable.NewestOpset} of the standard are.
            - **models**: how many models with the operator it was tried in: ONNX' tests of nodes, else examples that ONNX Runtime judges.
            - **reference**, **CPU**, **page**: how many of these the reference gets right, plans of kernels alone, and bundles in a browser
              (WebAssembly and JavaScript have the same operators; there is no writer for WebGL or WebGPU yet). On .NET a node without a
              kernel runs by reference, so that what the reference has runs there; C# source has the operators of the column **CPU**.
            - **gradient**: whether a gradient flows through it: **yes**, **0** where it is zero everywhere, **no** where a training step
              through it is refused; none is asked for where nothing is a float.


            """);
        foreach (var (domain, title) in Domains)
        {
            var names = OperatorTable.NamesOf(domain)
                .Union(byOperator.Where(g => g.Key.Domain == domain).Select(g => g.Key.Name)).Order(StringComparer.Ordinal);
            text.Append($"""
                ## {title}

                | operator | from | models | reference | CPU | page | gradient | what does not run |
                |---|---|---|---|---|---|---|---|

                """);
            foreach (var name in names) text.Append(Row(domain, name, [.. byOperator[(domain, name)]])).Append('\n');
            text.Append('\n');
        }

        return text.ToString().TrimEnd().ReplaceLineEndings("\n") + "\n";
    }

    private static string Row(string domain, string name, IReadOnlyList<OperatorSample> samples)
    {
        string[] cells =
        [
            domain.Length == 0 ? $"[{name}](https://onnx.ai/onnx/operators/onnx__{name}.html)" : name,
            OperatorTable.FirstVersion(domain, name) is { } version ? $"{version}" : "",
            $"{samples.Count}", Share(samples.Count(s => s.ByReference), samples.Count),
            Share(samples.Count(s => s.Compiled), samples.Count),
            Share(samples.Count(s => s.InPage), samples.Count), Flow(samples), Remark(samples),
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Share(int count, int all) => count == all && all > 0 ? "all" : count == 0 ? "none" : $"{count}";

    private static string Flow(IReadOnlyList<OperatorSample> samples)
    {
        var flows = samples.Select(s => s.Flow).ToHashSet();
        return flows.Contains(GradientFlow.Flows) ? flows.Contains(GradientFlow.Missing) ? "in part" : "yes"
            : flows.Contains(GradientFlow.Missing) ? "no" : flows.Contains(GradientFlow.Zero) ? "0" : "";
    }

    /// <summary>The reasons of what does not run, the most common first.</summary>
    private static string Remark(IReadOnlyList<OperatorSample> samples) => samples.Count == 0
        ? "No model of it is tried." : string.Join(
        ' ', samples.Where(s => s.Reason is not null).GroupBy(s => s.Reason!).OrderByDescending(g => g.Count()).ThenBy(
            g => g.Key, StringComparer.Ordinal).Select(g => g.Key));
}

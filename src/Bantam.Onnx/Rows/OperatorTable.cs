using Bantam.Onnx.Rows.MachineLearning;
using Bantam.Operators;

namespace Bantam.Onnx.Rows;

/// <summary>All rows: which operators of which versions are read and written.</summary>
internal static class OperatorTable
{
    /// <summary>The newest version of the standard's operators whose changes the rows know.</summary>
    public const int NewestOpset = 28;

    /// <summary>The domain of classical machine learning.</summary>
    public const string MachineLearning = "ai.onnx.ml";

    /// <summary>The domain of training.</summary>
    public const string Training = "ai.onnx.preview.training";

    private static readonly OperatorRow[] Rows =
    [
        .. ArithmeticRows.All, .. ActivationRows.All, .. ComparisonRows.All, .. MovementRows.All, .. ReductionRows.All,
        .. LinearRows.All, .. QuantizationRows.All, .. WindowRows.All, .. PoolRows.All, .. ResizeRows.All, .. VisionRows.All,
        .. NormalizationRows.All, .. LossRows.All, .. RandomRows.All, .. ConstantRows.All, .. ControlRows.All, .. SequenceRows.All,
        .. SelectionRows.All, .. SignalRows.All, .. OptimizerRows.All, .. TextRows.All, .. MachineLearningRows.All,
        .. RecurrentRows.All, .. TransformerRows.All, .. LinearAttentionRows.All,
        .. MicrosoftFusionRows.All, .. MicrosoftNormalizationRows.All, .. MicrosoftAttentionRows.All, .. MicrosoftQuantizationRows.All,
    ];

    // Whoever loads a model waits for it.
    private static readonly Dictionary<string, List<OperatorRow>> ByName = Index();

    private static readonly Lazy<Dictionary<Type, OperatorRow>> ByType =
        new(() => Rows.Where(r => r.Type is not null).ToDictionary(r => r.Type!));

    /// <summary>Our operators that are written.</summary>
    public static IEnumerable<Type> Types => ByType.Value.Keys;

    /// <summary>The names of a domain's operators that are read.</summary>
    public static IEnumerable<string> NamesOf(string domain) => Rows.Where(r => r.Domain == domain).Select(r => r.Name).Distinct();

    /// <summary>The first version of a domain whose operator of a name is read; null where there is none.</summary>
    public static int? FirstVersion(string domain, string name) => Find(domain, name) is { } rows ? rows[^1].Since : null;

    /// <summary>The version of a domain's operators that files are written in.</summary>
    public static int SavedVersion(string domain) => domain switch
    {
        MachineLearning => 5,
        Training => 1,
        _ => OnnxModel.SavedOpset,
    };

    /// <summary>The row of an operator for a version; null where there is none.</summary>
    public static OperatorRow? Find(string domain, string name, int version) =>
        Find(domain, name)?.Find(r => r.Since <= version);

    /// <summary>Why there is no row, as a sentence.</summary>
    public static string WhyMissing(string domain, string name, int version) =>
        Find(domain, name) is { } rows
            ? $"Bantam has this operator from version {rows[^1].Since} of {(domain.Length == 0 ? "the standard" : domain)} on; "
                + $"the file speaks {version}. Convert it to a newer one."
            : "Bantam does not have this operator.";

    /// <summary>The row that writes an operator; null where there is none.</summary>
    public static OperatorRow? Find(Operator op) => ByType.Value.GetValueOrDefault(op.GetType());

    /// <summary>The rows of a name, the newest first; null where there are none.</summary>
    private static List<OperatorRow>? Find(string domain, string name) =>
        ByName.GetValueOrDefault(Key(domain == "ai.onnx" ? "" : domain, name));

    private static string Key(string domain, string name) => domain.Length == 0 ? name : $"{domain}:{name}";

    private static Dictionary<string, List<OperatorRow>> Index()
    {
        var rows = new Dictionary<string, List<OperatorRow>>(Rows.Length);
        foreach (var row in Rows)
        {
            var key = Key(row.Domain, row.Name);
            if (!rows.TryGetValue(key, out var versions)) rows[key] = versions = [];
            var at = versions.FindIndex(r => r.Since < row.Since);
            versions.Insert(at < 0 ? versions.Count : at, row);
        }

        return rows;
    }
}

using System.Collections.Frozen;
using Bantam.Operators;

namespace Bantam.Onnx.Rows;

/// <summary>All rows: which operators of which versions are read and written.</summary>
internal static class OperatorTable
{
    /// <summary>The newest version of the standard's operators whose changes the rows know.</summary>
    public const int NewestOpset = 28;

    private static readonly OperatorRow[] Rows =
    [
        .. ArithmeticRows.All, .. ActivationRows.All, .. ComparisonRows.All, .. MovementRows.All, .. ReductionRows.All,
        .. LinearRows.All, .. QuantizationRows.All, .. WindowRows.All, .. NormalizationRows.All, .. LossRows.All, .. RandomRows.All,
        .. ConstantRows.All, .. ControlRows.All, .. RecurrentRows.All, .. TransformerRows.All,
        .. SequenceRows.All, .. LinearAttentionRows.All,
        .. MicrosoftFusionRows.All, .. MicrosoftNormalizationRows.All, .. MicrosoftAttentionRows.All, .. MicrosoftQuantizationRows.All,
    ];

    private static readonly FrozenDictionary<(string Domain, string Name), OperatorRow[]> ByName =
        Rows.GroupBy(r => (r.Domain, r.Name)).ToFrozenDictionary(g => g.Key, g => g.OrderByDescending(r => r.Since).ToArray());

    private static readonly FrozenDictionary<Type, OperatorRow> ByType =
        Rows.Where(r => r.Type is not null).ToFrozenDictionary(r => r.Type!);

    /// <summary>The names of the standard's operators that are read.</summary>
    public static IEnumerable<string> Names => NamesOf("");

    /// <summary>The names of a domain's operators that are read.</summary>
    public static IEnumerable<string> NamesOf(string domain) => ByName.Keys.Where(k => k.Domain == domain).Select(k => k.Name);

    /// <summary>Our operators that are written.</summary>
    public static IEnumerable<Type> Types => ByType.Keys;

    /// <summary>The row of an operator for a version; null where there is none.</summary>
    public static OperatorRow? Find(string domain, string name, int version) =>
        ByName.TryGetValue((Short(domain), name), out var rows) ? rows.FirstOrDefault(r => r.Since <= version) : null;

    /// <summary>Why there is no row, as a sentence.</summary>
    public static string WhyMissing(string domain, string name, int version) =>
        ByName.TryGetValue((Short(domain), name), out var rows)
            ? $"Bantam has this operator from version {rows[^1].Since} of its domain on; the file speaks {version}. "
                + "Convert it to a newer one."
            : "Bantam does not have this operator.";

    /// <summary>The row that writes an operator; null where there is none.</summary>
    public static OperatorRow? Find(Operator op) => ByType.GetValueOrDefault(op.GetType());

    private static string Short(string domain) => domain == "ai.onnx" ? "" : domain;
}

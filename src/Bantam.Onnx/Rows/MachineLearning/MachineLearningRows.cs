using Bantam.Onnx.Reading;
using Bantam.Tensors;

namespace Bantam.Onnx.Rows.MachineLearning;

/// <summary>
/// Classical machine learning, the domain ai.onnx.ml. What consists of ordinary operators is read as these, so that kernels compute it
/// and any program that has the standard's operators opens what is saved.
/// </summary>
internal static class MachineLearningRows
{
    private const string Maps = "it deals with maps from names to numbers, which Bantam does not have. Export the model so that it takes "
        + "and gives tensors.";

    public static IEnumerable<OperatorRow> All => Rows.Select(row => row with { Domain = OperatorTable.MachineLearning });

    private static OperatorRow[] Rows =>
    [
        .. FeatureRows.All,
        .. LabelEncoderRows.All,
        .. TreeRows.All,
        new("LinearRegressor", 1, LinearModelRows.Regressor),
        new("LinearClassifier", 1, LinearModelRows.Classifier),
        new("SVMRegressor", 1, SupportVectorRows.Regressor),
        new("SVMClassifier", 1, SupportVectorClassifier.Read),
        new("ZipMap", 1, ZipMap),
        new("DictVectorizer", 1, _ => throw new GapException(Maps)),
        new("CastMap", 1, _ => throw new GapException(Maps)),
    ];

    /// <summary>
    /// A row of numbers becomes a map from labels to them in ONNX. Here it stays a row: a column a label, in the order of the labels.
    /// </summary>
    private static Tensor[] ZipMap(OnnxNode node)
    {
        node.Attributes.Ignore("classlabels_int64s");
        node.Attributes.Ignore("classlabels_strings");
        return node.Give(node.Input(0));
    }
}

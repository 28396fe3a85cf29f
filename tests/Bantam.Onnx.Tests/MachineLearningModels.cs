using Bantam.Onnx.Protobuf;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.AttributeProto.Types;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Models of one operator of ai.onnx.ml, put together by hand.</summary>
internal static class MachineLearningModels
{
    private const int Version = 3;
    private static readonly string[] Transforms = ["NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO", "PROBIT"];
    private static readonly DataType[] Numbers = [DataType.Float, DataType.Double, DataType.Int64, DataType.Int32];

    /// <summary>All of them by name: their files.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } =
        Features().Concat(Linear()).Concat(SupportVectors()).Concat(Trees()).Concat(Labels()).ToDictionary(m => m.Name, m => m.File);

    private static IEnumerable<(string Name, byte[] File)> Features()
    {
        foreach (var type in Numbers)
        {
            yield return Model(
                $"Scaler {type}", "Scaler", type, [5, 3], [DataType.Float], Floats("offset", 1, 2, 3), Floats("scale", 0.5f, -1, 2));
            foreach (var norm in (string[])["MAX", "L1", "L2"])
                yield return Model($"Normalizer {norm} {type}", "Normalizer", type, [5, 3], [DataType.Float], Build.Text("norm", norm));
        }

        yield return Model("Binarizer", "Binarizer", DataType.Float, [5, 3], [DataType.Float], Build.Float("threshold", 0.5f));
        yield return Model("Normalizer of a vector", "Normalizer", DataType.Float, [4], [DataType.Float], Build.Text("norm", "L1"));
        yield return Model(
            "Imputer", "Imputer", DataType.Float, [5, 3], [DataType.Float], Floats("imputed_value_floats", 7, 8, 9),
            Build.Float("replaced_value_float", float.NaN));
        yield return Model(
            "Imputer of integers", "Imputer", DataType.Int64, [5, 3], [DataType.Int64], Build.Ints("imputed_value_int64s", 7),
            Build.Int("replaced_value_int64", 2));
        foreach (var type in Numbers.Except([DataType.Int32]))
            yield return Model(
                $"OneHotEncoder {type}", "OneHotEncoder", type, [5, 3], [DataType.Float], Build.Ints("cats_int64s", 2, 0, 3));
        yield return Model(
            "OneHotEncoder of texts", "OneHotEncoder", DataType.String, [5], [DataType.Float], Texts("cats_strings", "x", "a", "B"));
        yield return Model(
            "FeatureVectorizer", "FeatureVectorizer", DataType.Float, [5, 3], [DataType.Float], Build.Ints("inputdimensions", 3));
        foreach (var type in (DataType[])[DataType.Float, DataType.Int64, DataType.String])
        {
            var extractor = Raw("ArrayFeatureExtractor", type, [2, 4], [type]);
            extractor.Graph.Node[0].Input.Add("y");
            extractor.Graph.Initializer.Add(
                new TensorProto { Name = "y", DataType = (int)DataType.Int64, Dims = { 3 }, Int64Data = { 3, 0, 3 } });
            yield return ($"ArrayFeatureExtractor {type}", extractor.ToByteArray());
        }
    }

    private static IEnumerable<(string Name, byte[] File)> Linear()
    {
        foreach (var transform in Transforms)
        {
            yield return Model(
                $"LinearRegressor {transform}", "LinearRegressor", DataType.Float, [5, 3], [DataType.Float],
                Random("coefficients", 6, transform), Random("intercepts", 2, transform), Build.Int("targets", 2),
                Build.Text("post_transform", transform));
            yield return Model(
                $"LinearClassifier of three, {transform}", "LinearClassifier", DataType.Float, [5, 3], [DataType.Int64, DataType.Float],
                Random("coefficients", 9, transform), Random("intercepts", 3, transform), Build.Ints("classlabels_ints", 7, -3, 5),
                Build.Text("post_transform", transform));
            if (transform == "PROBIT") continue;
            yield return Model(
                $"LinearClassifier of two by one, {transform}", "LinearClassifier", DataType.Float, [5, 3],
                [DataType.String, DataType.Float], Random("coefficients", 3), Random("intercepts", 1),
                Texts("classlabels_strings", "no", "yes"),
                Build.Text("post_transform", transform));
        }

        foreach (var type in Numbers)
            yield return Model(
                $"LinearClassifier {type}", "LinearClassifier", type, [5, 3], [DataType.Int64, DataType.Float],
                Random("coefficients", 6), Random("intercepts", 2), Build.Ints("classlabels_ints", 5, 6));
    }

    private static IEnumerable<(string Name, byte[] File)> SupportVectors()
    {
        foreach (var kernel in (string[])["LINEAR", "POLY", "RBF", "SIGMOID"])
        {
            AttributeProto[] values =
                [Random("support_vectors", 15), Floats("kernel_params", 0.5f, 0.25f, 3), Build.Text("kernel_type", kernel)];
            yield return Model(
                $"SVMRegressor {kernel}", "SVMRegressor", DataType.Float, [5, 3], [DataType.Float],
                [Random("coefficients", 5), Floats("rho", 0.25f), Build.Int("n_supports", 5), .. values]);
            foreach (var transform in (string[])["NONE", "LOGISTIC", "SOFTMAX"])
                yield return Model(
                    $"SVMClassifier of three, {kernel}, {transform}", "SVMClassifier", DataType.Float, [5, 3],
                    [DataType.Int64, DataType.Float],
                    [Random("coefficients", 10), Floats("rho", 0.25f, -0.5f, 0.1f), Build.Ints("vectors_per_class", 2, 1, 2),
                    Build.Ints("classlabels_ints", 4, 9, 2), Build.Text("post_transform", transform), .. values]);
            yield return Model(
                $"SVMClassifier with probabilities, {kernel}", "SVMClassifier", DataType.Float, [5, 3], [DataType.String, DataType.Float],
                [Random("coefficients", 10), Floats("rho", 0.25f, -0.5f, 0.1f), Build.Ints("vectors_per_class", 2, 1, 2),
                Texts("classlabels_strings", "x", "y", "z"), Floats("prob_a", -1, -2, -1.5f), Floats("prob_b", 0.1f, 0, 0.2f), .. values]);
        }

        AttributeProto[] two = [Random("support_vectors", 15), Floats("kernel_params", 0.5f, 0.25f, 3), Build.Text("kernel_type", "RBF")];
        foreach (var transform in (string[])["NONE", "LOGISTIC"])
            yield return Model(
                $"SVMClassifier of two, {transform}", "SVMClassifier", DataType.Float, [5, 3], [DataType.Int64, DataType.Float],
                [Random("coefficients", 5), Floats("rho", 0.05f), Build.Ints("vectors_per_class", 3, 2),
                Build.Ints("classlabels_ints", 4, 9), Build.Text("post_transform", transform), .. two]);
        yield return Model(
            "SVMClassifier of two with probabilities", "SVMClassifier", DataType.Float, [5, 3], [DataType.Int64, DataType.Float],
            [Random("coefficients", 5), Floats("rho", 0.05f), Build.Ints("vectors_per_class", 3, 2), Build.Ints("classlabels_ints", 4, 9),
            Floats("prob_a", -2), Floats("prob_b", 0.1f), .. two]);
        foreach (var classes in (int[])[2, 3])
            yield return Model(
                $"SVMClassifier without support vectors, of {classes}", "SVMClassifier", DataType.Float, [5, 3],
                [DataType.Int64, DataType.Float], Random("coefficients", 3 * classes), Floats("rho", 0.05f),
                Build.Text("kernel_type", "LINEAR"), Floats("kernel_params", 0, 0, 0),
                Build.Ints("classlabels_ints", [.. Enumerable.Range(5, classes).Select(i => (long)i)]));
        yield return Model(
            "SVMRegressor without support vectors", "SVMRegressor", DataType.Float, [5, 3], [DataType.Float],
            Random("coefficients", 3), Floats("rho", 0.05f), Build.Text("kernel_type", "LINEAR"), Floats("kernel_params", 0, 0, 0));
        yield return Model(
            "SVMRegressor of one class", "SVMRegressor", DataType.Float, [5, 3], [DataType.Float],
            Random("coefficients", 3), Floats("rho", 0.05f), Build.Text("kernel_type", "LINEAR"), Floats("kernel_params", 0, 0, 0),
            Build.Int("one_class", 1));
    }

    private static IEnumerable<(string Name, byte[] File)> Trees()
    {
        foreach (var aggregation in (string[])["SUM", "AVERAGE", "MIN", "MAX"])
            foreach (var targets in (int[])[1, 2])
                yield return Model(
                    $"TreeEnsembleRegressor {aggregation} {targets}", "TreeEnsembleRegressor", DataType.Float, [9, 3], [DataType.Float],
                    [.. TreeAttributes("target", targets, sign: 0), Build.Int("n_targets", targets),
                    Build.Text("aggregate_function", aggregation), Random("base_values", targets)]);
        foreach (var transform in Transforms)
        {
            yield return Model(
                $"TreeEnsembleRegressor {transform}", "TreeEnsembleRegressor", DataType.Float, [9, 3], [DataType.Float],
                [.. TreeAttributes("target", 3, sign: 1), Build.Int("n_targets", 3), Build.Text("post_transform", transform)]);
            yield return Model(
                $"TreeEnsembleClassifier of three, {transform}", "TreeEnsembleClassifier", DataType.Float, [9, 3],
                [DataType.String, DataType.Float],
                [.. TreeAttributes("class", 3, sign: 1), Texts("classlabels_strings", "x", "y", "z"),
                Build.Text("post_transform", transform)]);
            if (transform == "PROBIT") continue;
            foreach (var sign in (int[])[0, 1])
                yield return Model(
                    $"TreeEnsembleClassifier of two by one, {transform}, {sign}", "TreeEnsembleClassifier", DataType.Float, [9, 3],
                    [DataType.Int64, DataType.Float],
                    [.. TreeAttributes("class", 1, sign), Build.Ints("classlabels_int64s", 4, 9), Build.Text("post_transform", transform)]);
        }

        foreach (var bases in (int[])[0, 1, 2])
            foreach (var own in (int[])[1, 2])
                yield return Model(
                    $"TreeEnsembleClassifier of two, {own} in trees, {bases} base values", "TreeEnsembleClassifier", DataType.Float, [9, 3],
                    [DataType.Int64, DataType.Float],
                    [.. TreeAttributes("class", own, 0), Build.Ints("classlabels_int64s", 0, 1),
                    .. bases > 0 ? new[] { Random("base_values", bases) } : []]);
        yield return Model(
            "TreeEnsembleClassifier with base values", "TreeEnsembleClassifier", DataType.Float, [9, 3], [DataType.Int64, DataType.Float],
            [.. TreeAttributes("class", 3, 0), Build.Ints("classlabels_int64s", 4, 9, 2), Random("base_values", 3)]);
        yield return Model(
            "TreeEnsembleRegressor of Double", "TreeEnsembleRegressor", DataType.Double, [9, 3], [DataType.Float],
            [.. TreeAttributes("target", 2, 0), Build.Int("n_targets", 2)]);
    }

    private static IEnumerable<(string Name, byte[] File)> Labels()
    {
        yield return Model(
            "LabelEncoder of texts", "LabelEncoder", DataType.String, [9], [DataType.Int64],
            Texts("keys_strings", "x", "a"), Build.Ints("values_int64s", 5, 6));
        yield return Model(
            "LabelEncoder of floats", "LabelEncoder", DataType.Float, [5, 3], [DataType.String],
            Floats("keys_floats", float.NaN, 0), Texts("values_strings", "missing", "zero"));
        yield return Model(
            "LabelEncoder of integers", "LabelEncoder", DataType.Int64, [9], [DataType.Float],
            Build.Ints("keys_int64s", 1, 3), Floats("values_floats", 0.5f, -1));
        yield return Model(
            "CategoryMapper of texts", "CategoryMapper", DataType.String, [9], [DataType.Int64],
            Texts("cats_strings", "x", "a"), Build.Ints("cats_int64s", 5, 6), Build.Int("default_int64", 8));
        yield return Model(
            "CategoryMapper of integers", "CategoryMapper", DataType.Int64, [9], [DataType.String],
            Texts("cats_strings", "x", "a"), Build.Ints("cats_int64s", 1, 3), Build.Text("default_string", "none"));
    }

    /// <summary>Three trees of all modes, with missing values that go either way; each leaf has a weight for each target.</summary>
    private static AttributeProto[] TreeAttributes(string kind, int targets, int sign)
    {
        string[] modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"];
        var random = new Random(targets + sign);
        var (trees, ids, features, asked, yes, no, missing) = (
            new List<long>(), new List<long>(), new List<long>(), new List<string>(), new List<long>(), new List<long>(), new List<long>());
        var splits = new List<float>();
        var (owners, leaves, columns, weights) = (new List<long>(), new List<long>(), new List<long>(), new List<float>());
        for (var tree = 0; tree < 3; tree++)
        {
            for (var node = 0; node < 7; node++)
            {
                var isLeaf = node >= 3;
                trees.Add(tree);
                ids.Add(node);
                features.Add(isLeaf ? 0 : node);
                asked.Add(isLeaf ? "LEAF" : modes[((tree * 2) + node) % modes.Length]);
                yes.Add(isLeaf ? 0 : (2 * node) + 1);
                no.Add(isLeaf ? 0 : (2 * node) + 2);
                missing.Add((tree + node) % 2);
                splits.Add(isLeaf ? 0 : ((tree - 1) * 0.5f) + (node * 0.25f));
                for (var target = 0; isLeaf && target < targets; target++)
                {
                    owners.Add(tree);
                    leaves.Add(node);
                    columns.Add(target);
                    weights.Add((random.NextSingle() * 0.3f) - (sign == 0 ? 0.15f : 0));
                }
            }
        }

        return
        [
            Build.Ints("nodes_treeids", [.. trees]), Build.Ints("nodes_nodeids", [.. ids]), Build.Ints("nodes_featureids", [.. features]),
            Texts("nodes_modes", [.. asked]), Build.Ints("nodes_truenodeids", [.. yes]), Build.Ints("nodes_falsenodeids", [.. no]),
            Build.Ints("nodes_missing_value_tracks_true", [.. missing]), Floats("nodes_values", [.. splits]),
            Floats("nodes_hitrates", [.. splits.Select(_ => 1f)]), Build.Ints($"{kind}_treeids", [.. owners]),
            Build.Ints($"{kind}_nodeids", [.. leaves]), Build.Ints($"{kind}_ids", [.. columns]), Floats($"{kind}_weights", [.. weights]),
        ];
    }

    private static (string, byte[]) Model(
        string name, string type, DataType input, long[] shape, DataType[] outputs, params AttributeProto[] attributes) =>
        (name, Raw(type, input, shape, outputs, attributes).ToByteArray());

    private static ModelProto Raw(string type, DataType input, long[] shape, DataType[] outputs, params AttributeProto[] attributes)
    {
        var names = outputs.Select((_, i) => $"y{i}").ToArray();
        ValueInfoProto[] results = [.. outputs.Select((element, i) => Build.Value(names[i], element))];
        foreach (var result in results) result.Type.TensorType.Shape = null;
        var node = Build.Node(type, "node", ["x"], names, attributes);
        node.Domain = "ai.onnx.ml";
        var model = Build.Model(17, [Build.Value("x", input, shape)], results, node);
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = type == "CategoryMapper" ? 1 : Version });
        return model;
    }

    private static AttributeProto Floats(string name, params float[] numbers) =>
        new() { Name = name, Type = AttributeType.Floats, Floats = { numbers } };

    /// <summary>Numbers from −1 to 1; for PROBIT such small ones that results are probabilities.</summary>
    private static AttributeProto Random(string name, int count, string transform = "NONE")
    {
        var random = new Random(count);
        var isSmall = transform == "PROBIT";
        return Floats(name, [.. Enumerable.Range(0, count).Select(
            _ => isSmall ? (random.NextSingle() * 0.02f) + (name == "intercepts" ? 0.4f : 0) : (random.NextSingle() * 2) - 1)]);
    }

    private static AttributeProto Texts(string name, params string[] texts) =>
        new() { Name = name, Type = AttributeType.Strings, Strings = { texts.Select(ByteString.CopyFromUtf8) } };
}

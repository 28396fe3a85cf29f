using Bantam.Graphs;
using Bantam.Operators;
using Bantam.Operators.Activation;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Comparison;
using Bantam.Operators.Convolution;
using Bantam.Operators.Linear;
using Bantam.Operators.Logic;
using Bantam.Operators.Loss;
using Bantam.Operators.MachineLearning;
using Bantam.Operators.Movement;
using Bantam.Operators.Normalization;
using Bantam.Operators.Pooling;
using Bantam.Operators.Quantization;
using Bantam.Operators.Randomness;
using Bantam.Operators.Reduction;
using Bantam.Operators.Signal;
using Bantam.Operators.Text;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>An example of each operator that is written, none of whose attributes is at ONNX' default where that can be.</summary>
internal static class OperatorExamples
{
    private static readonly TensorType Matrix = TensorType.Float(3, 4);
    private static readonly TensorType Cube = TensorType.Float(2, 3, 4);
    private static readonly TensorType Image = TensorType.Float(1, 4, 6, 7);
    private static readonly TensorType Signal = TensorType.Float(1, 4, 9);
    private static readonly TensorType Volume = TensorType.Float(1, 2, 3, 4, 5);
    private static readonly TensorType Whole = new(ElementType.Int32, Shape.Of(3, 4));
    private static readonly TensorType Long = new(ElementType.Int64, Shape.Of(3, 4));
    private static readonly TensorType Bytes = new(ElementType.UInt8, Shape.Of(3, 4));
    private static readonly Tensor Unit = Tensor.From<float>([-0.9f, 0, 0.3f, 0.99f]);
    private static readonly Tensor Infinities = Tensor.From<float>([float.NegativeInfinity, 1, float.PositiveInfinity]);
    private static readonly TensorType Bools = new(ElementType.Bool, Shape.Of(3, 4));

    private static readonly TensorType Texts = new(ElementType.String, Shape.Of(2, 3));

    private static readonly DecisionTrees Trees = new(
        [0, 5], [TreeMode.LessOrEqual, TreeMode.Leaf, TreeMode.Greater, TreeMode.Leaf, TreeMode.Leaf, TreeMode.Leaf],
        [3, 0, 1, 0, 0, 0], [0.5, 0, -0.25, 0, 0, 0], [1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0], [true, false, false, false, false, false],
        [0, 0, 2, 2, 3, 4, 6], [0, 1, 1, 0, 0, 1], [1, 2, -3, 4, 0.5, 0.25], []);

    /// <summary>An operator and its inputs: types of those that are given, tensors of constants, null where one is absent.</summary>
    public static IReadOnlyList<(Operator Operator, object?[] Inputs)> All { get; } =
    [
        (new Add(), [Matrix, TensorType.Float(4)]), (new Sub(), [Matrix, Matrix]), (new Mul(), [Matrix, TensorType.Float(3, 1)]),
        (new Div(), [Matrix, Matrix]), (new Pow(), [Matrix, Tensor.Scalar(3f)]), (new Max(), [Matrix, TensorType.Float(4), Matrix]),
        (new Min(), [Matrix, Matrix]), (new Sum(), [Matrix, Matrix, TensorType.Float(4)]),
        .. Alone(new Neg(), new Abs(), new Exp(), new Reciprocal(), new Erf(), new Sin(), new Cos()),
        .. Alone(new Tan(), new Atan(), new Sinh(), new Cosh(), new Asinh(), new Sign()),
        (new Asin(), [Unit]), (new Acos(), [Unit]), (new Atanh(), [Unit]), (new Acosh(), [Tensor.From<float>([1, 2, 7])]),
        (new Mean(), [Matrix, Matrix, TensorType.Float(4)]), (new IsNaN(), [Tensor.From<float>([1, float.NaN])]),
        (new IsInf(DetectNegative: false), [Infinities]), (new IsInf(DetectPositive: false), [Infinities]),
        .. Alone(new Floor(), new Ceil(), new Round(), new Identity()),
        (new Log(), [Tensor.From<float>([0.5f, 2, 7])]), (new Sqrt(), [Tensor.From<float>([0.5f, 2, 7])]),
        (new Clip(), [Matrix, Tensor.Scalar(-0.5f), Tensor.Scalar(1f)]), (new Clip(), [Matrix, null, Tensor.Scalar(1f)]),
        (new Cast(ElementType.Int32), [Matrix]), (new Cast(ElementType.Bool), [Matrix]),
        (new Cast(ElementType.Float), [new TensorType(ElementType.Int64, Shape.Of(5))]),
        .. Alone(new Relu(), new LeakyRelu(0.3f), new Elu(0.7f), new Sigmoid(), new Tanh(), new Softplus()),
        .. Alone(new Celu(0.7f), new Selu(0.5f, 2), new ThresholdedRelu(0.3f), new Shrink(0.1f, 0.4f), new Softsign(), new Mish()),
        .. Alone(new Hardmax(0), new Swish(2)), (new PRelu(), [Matrix, TensorType.Float(4)]),
        .. Alone(new HardSigmoid(0.3f, 0.4f), new HardSwish()),
        .. Alone(new Gelu(GeluApproximation.None), new Gelu(GeluApproximation.Tanh), new Softmax(0), new LogSoftmax(0)),
        (new Equal(), [new TensorType(ElementType.Int32, Shape.Of(9)), new TensorType(ElementType.Int32, Shape.Of(9))]),
        (new Greater(), [Matrix, Matrix]), (new GreaterOrEqual(), [Matrix, Matrix]),
        (new Less(), [Matrix, Matrix]), (new LessOrEqual(), [Matrix, Matrix]),
        (new Where(), [Bools, Matrix, TensorType.Float(4)]),
        (new And(), [Bools, Bools]), (new Or(), [Bools, Bools]), (new Xor(), [Bools, Bools]), (new Not(), [Bools]),
        (new BitwiseAnd(), [Whole, Whole]), (new BitwiseOr(), [Whole, Whole]), (new BitwiseXor(), [Whole, Whole]),
        (new BitwiseNot(), [Whole]),
        (new BitShift(IsLeft: true), [Bytes, Bytes]), (new BitShift(IsLeft: false), [Bytes, Bytes]), (new Mod(), [Whole, Tensor.Scalar(3)]),
        (new Mod(IsTruncated: true), [Matrix, Tensor.Scalar(0.7f)]), (new SizeOf(), [TensorType.Float("a", 3)]),
        (new RangeOf(), [Tensor.Scalar(1L), Tensor.Scalar(9L), Tensor.Scalar(3L)]), (new BitCast(ElementType.Int32), [Matrix]),
        (new Expand(), [TensorType.Float(3, 1), Ints(2, 3, 4)]), (new Flatten(2), [Cube]),
        (new Reshape(AllowZero: true), [TensorType.Float(0, 3), Ints(3, 0)]), (new Reshape(), [Cube, Ints(0, -1)]),
        (new Squeeze(), [TensorType.Float(1, 3, 1), Ints(-1)]), (new Squeeze(), [TensorType.Float(1, 3, 1)]),
        (new Unsqueeze(), [Matrix, Ints(0, -1)]), (new Transpose([2, 0, 1]), [Cube]), (new NonZero(), [Matrix]),
        (new Compress(1), [Cube, new TensorType(ElementType.Bool, Shape.Of(2))]),
        (new Compress(), [Cube, new TensorType(ElementType.Bool, Shape.Of(9))]),
        (new Tile(), [Matrix, Ints(2, 3)]), (new DepthToSpace(2, IsColumnFirst: true), [Image]),
        (new DepthToSpace(2), [Image]), (new SpaceToDepth(2), [TensorType.Float(1, 3, 4, 6)]),
        (new CenterCropPad([-1]), [Matrix, Ints(7)]), (new CenterCropPad(), [Matrix, Ints(2, 6)]),
        (new ReverseSequence(0, 1), [Matrix, Ints(2, 4, 1)]),
        (new GatherElements(1), [Matrix, Tensor.From<long>([0, -1, 2, 1], 2, 2)]),
        (new GatherND(1), [Cube, Tensor.From<long>([2, 0], 2, 1)]),
        (new ScatterElements(1), [Matrix, Tensor.From<long>([0, -1, 2, 1], 2, 2), TensorType.Float(2, 2)]),
        (new ScatterElements(0, ScatterReduction.Mul), [Matrix, Tensor.From<long>([0, 0, 2, 1], 2, 2), TensorType.Float(2, 2)]),
        (new ScatterND(ScatterReduction.Max), [Matrix, Tensor.From<long>([0, 2], 2, 1), TensorType.Float(2, 4)]),
        (new TopK(0, IsLargest: false), [Matrix, Ints(2)]), (new Unique(1), [Long]), (new Unique(IsSorted: false), [Long]),
        (new OneHot(0), [Ints(2, 0, -1), Tensor.Scalar(3L), TensorType.Float(2)]), (new EyeLike(ElementType.Int32, 1), [Matrix]),
        (new Trilu(IsUpper: false), [Matrix, Tensor.Scalar(1L)]), (new CumSum(true, true), [Cube, Tensor.Scalar(1L)]),
        (new CumProd(true, true), [Cube, Tensor.Scalar(1L)]),
        (new TensorScatter(1, IsCircular: true), [Cube, TensorType.Float(2, 2, 4), Ints(2, 0)]),
        (new Concat(1), [Matrix, TensorType.Float(3, 2)]), (new Gather(1), [Cube, Ints(2, 0, -1)]),
        (new Slice(), [Cube, Ints(2, 0), Ints(-9, 3), Ints(1, 2), Ints(-1, 2)]),
        (new Split(1, 2), [Matrix, Ints(3, 1)]), (new Split(-2, 2), [Cube]),
        (new Pad(), [Matrix, Ints(1, 0, 0, 2), Tensor.Scalar(7f)]), (new Pad(PadMode.Reflect), [Matrix, Ints(1, 0, 0, 2)]),
        (new Pad(PadMode.Edge), [Matrix, Ints(2, 1), null, Ints(1)]),
        (new ConstantOfShape(ElementType.Int64, 3), [Ints(2, 3)]), (new ShapeOf(1, 3), [TensorType.Float("a", "b", 5, "c")]),
        (new ReduceSum(KeepDimensions: false), [Cube, Ints(1)]), (new ReduceMean(true, NoopWithEmptyAxes: true), [Cube, Ints(0, 2)]),
        (new ReduceMax(false), [Cube]), (new ReduceMin(true), [Cube, Ints(-1)]),
        (new ReduceProd(true), [Cube, Ints(1)]), (new ReduceL1(true), [Cube, Ints(1)]), (new ReduceL2(false), [Cube, Ints(1)]),
        (new ReduceLogSum(true), [Tensor.From<float>([1, 2, 3, 4], 2, 2), Ints(1)]),
        (new ReduceLogSumExp(true), [Cube, Ints(1)]), (new ReduceSumSquare(true), [Cube, Ints(1)]),
        (new ArgMax(2, false), [Cube]), (new ArgMin(1, true), [Cube]),
        (new MatMul(), [Cube, TensorType.Float(4, 5)]), (new Det(), [TensorType.Float(2, 4, 4)]),
        (new Einsum("...ij,jk->...ik"), [Cube, TensorType.Float(4, 5)]), (new Einsum("ii->i"), [TensorType.Float(3, 3)]),
        (new Col2Im([2, 1], [1, 0, 1, 0], [1, 2]), [TensorType.Float(1, 8, 9), Ints(4, 5), Ints(2, 2)]),
        (new DFT(), [TensorType.Float(1, 6, 1), null, Ints(1).Reshape()]), (new DFT(IsInverse: true), [TensorType.Float(1, 6, 2)]),
        (new DFT(IsOneSided: true), [TensorType.Float(1, 6, 1), Tensor.Scalar(5L)]),
        (new STFT(IsOneSided: false), [TensorType.Float(1, 16, 1), Tensor.Scalar(3L), TensorType.Float(4)]),
        (new HannWindow(ElementType.Double, IsPeriodic: false), [Tensor.Scalar(9L)]),
        (new HammingWindow(IsPeriodic: false), [Tensor.Scalar(9L)]), (new BlackmanWindow(IsPeriodic: false), [Tensor.Scalar(9L)]),
        (new MelWeightMatrix(ElementType.Double),
            [Tensor.Scalar(4L), Tensor.Scalar(16L), Tensor.Scalar(8192L), Tensor.Scalar(0f), Tensor.Scalar(4096f)]),
        (new Gemm(0.5f, 2, TransA: true, TransB: true), [Matrix, TensorType.Float(5, 3), TensorType.Float(5)]),
        (new Conv(new ConvolutionAttributes([2, 1], [1, 0, 2, 1], [1, 2], 2)), [Image, TensorType.Float(6, 2, 3, 2), TensorType.Float(6)]),
        (new MatMulInteger(),
            [new TensorType(ElementType.UInt8, Shape.Of(3, 4)), new TensorType(ElementType.Int8, Shape.Of(4, 5)), Tensor.Scalar((byte)3),
            Tensor.Scalar((sbyte)-2)]),
        (new ConvInteger(ConvolutionAttributes.Plain with { Pads = [1, 0, 0, 1] }),
            [new TensorType(ElementType.UInt8, Shape.Of(1, 2, 4, 5)), new TensorType(ElementType.UInt8, Shape.Of(3, 2, 2, 2)),
            Tensor.Scalar((byte)3)]),
        (new QuantizeLinear(new(1)), [TensorType.Float(2, 3, 4), TensorType.Float(3), new TensorType(ElementType.Int8, Shape.Of(3))]),
        (new DequantizeLinear(new(-1)),
            [new TensorType(ElementType.UInt8, Shape.Of(2, 3)), TensorType.Float(3), new TensorType(ElementType.UInt8, Shape.Of(3))]),
        (new DynamicQuantizeLinear(), [TensorType.Float(2, 3)]),
        (new QLinearMatMul(),
            [new TensorType(ElementType.UInt8, Shape.Of(3, 4)), Tensor.Scalar(0.5f), Tensor.Scalar((byte)3),
            new TensorType(ElementType.Int8, Shape.Of(4, 5)), Tensor.Scalar(0.25f), Tensor.Scalar((sbyte)0),
            Tensor.Scalar(2f), Tensor.Scalar((byte)9)]),
        (new QLinearConv(ConvolutionAttributes.Plain with { Pads = [1, 0, 0, 1] }),
            [new TensorType(ElementType.UInt8, Shape.Of(1, 2, 4, 5)), Tensor.Scalar(0.5f), Tensor.Scalar((byte)3),
            new TensorType(ElementType.Int8, Shape.Of(3, 2, 2, 2)), Tensor.Scalar(0.25f), Tensor.Scalar((sbyte)0),
            Tensor.Scalar(2f), Tensor.Scalar((byte)9), new TensorType(ElementType.Int32, Shape.Of(3))]),
        (new Conv(new ConvolutionAttributes([2], [1, 2], [1], 4)), [Signal, TensorType.Float(8, 1, 3)]),
        (new Conv(ConvolutionAttributes.Of(3)), [Volume, TensorType.Float(3, 2, 2, 1, 3), TensorType.Float(3)]),
        (new ConvTranspose(new ConvolutionAttributes([2, 1], [1, 0, 0, 1], [1, 2], 2), [1, 0]),
            [Image, TensorType.Float(4, 3, 3, 2), TensorType.Float(6)]),
        (new ConvTranspose(ConvolutionAttributes.Of(1), [0]), [Signal, TensorType.Float(4, 2, 3)]),
        (new MaxPool(new PoolAttributes([3], [2], [1, 0])), [Signal]),
        (new AveragePool(new PoolAttributes([2, 2, 1], [1, 2, 1], [1, 0, 0, 0, 0, 0])), [Volume]),
        (new MaxPool(new PoolAttributes([3, 2], [2, 1], [1, 0, 0, 1], CeilMode: true)), [Image]),
        (new AveragePool(new PoolAttributes([3, 2], [2, 1], [1, 0, 0, 1]), CountIncludePad: true), [Image]),
        (new MaxPool(new PoolAttributes([3, 2], [2, 1], [1, 0, 0, 1], Dilations: [1, 2])), [Image]),
        (new MaxPoolWithIndices(new PoolAttributes([3, 2], [2, 1], [1, 0, 0, 1], Dilations: [1, 2]), IsColumnMajor: true), [Image]),
        (new MaxPoolWithIndices(new PoolAttributes([2, 2, 1], [1, 2, 1], [1, 0, 0, 0, 0, 0])), [Volume]),
        (new AveragePool(new PoolAttributes([3, 2], [2, 1], [1, 0, 0, 1], Dilations: [2, 1])), [Image]),
        (new LpPool(new PoolAttributes([3, 2], [2, 1], [1, 0, 0, 1]), 1), [Image]),
        (new MaxUnpool([2, 2], [2, 2], [0, 0, 0, 0]),
            [TensorType.Float(1, 1, 1, 2), Tensor.From<long>([5, 2], 1, 1, 1, 2)]),
        (new GlobalAveragePool(), [Image]), (new GlobalLpPool(3), [Image]),
        (new InstanceNormalization(0.1f), [Image, TensorType.Float(4), TensorType.Float(4)]),
        (new GroupNormalization(2, 0.1f), [Image, TensorType.Float(4), TensorType.Float(4)]),
        (new MeanVarianceNormalization([0, 2]), [Image]), (new LpNormalization(1, 1), [Cube]), (new LRN(3, 0.1f, 0.5f, 2), [Image]),
        .. OperatorExamplesOfVision.All,
        (new BatchNormalization(0.1f, 0.7f),
            [Image, TensorType.Float(4), TensorType.Float(4), TensorType.Float(4), Tensor.From<float>([1, 2, 3, 0.5f])]),
        .. RecurrentExamples.All, .. TransformerExamples.All,
        (new LayerNormalization(1, 0.1f), [Cube, TensorType.Float(3, 4), TensorType.Float(4)]),
        (new LayerNormalization(-2), [Cube, TensorType.Float(3, 4)]),
        (new RMSNormalization(1, 0.1f), [Cube, TensorType.Float(3, 4)]),
        (new SoftmaxCrossEntropyLoss(LossReduction.Sum, IgnoreIndex: 2), [Matrix, new TensorType(ElementType.Int64, Shape.Of(3))]),
        (new SoftmaxCrossEntropyLoss(), [Matrix, new TensorType(ElementType.Int32, Shape.Of(3)), TensorType.Float(4)]),
        (new NegativeLogLikelihoodLoss(LossReduction.None, IgnoreIndex: -1),
            [TensorType.Float(2, 4, 3), new TensorType(ElementType.Int64, Shape.Of(2, 3))]),
        (new NegativeLogLikelihoodLoss(), [Matrix, new TensorType(ElementType.Int32, Shape.Of(3)), TensorType.Float(4)]),
        (new StringConcat(), [Texts, new TensorType(ElementType.String, Shape.Of(3))]),
        (new StringSplit(",", 2), [Tensor.From(["a,b,c,d", ",", "x"])]), (new StringSplit(), [Tensor.From([" a b c ", "", "x  y"])]),
        (new RegexFullMatch(@"[a-z\s]+"), [Texts]),
        (new StringNormalizer(CaseChange.Upper, true, ["a", "B"], "C"), [Tensor.From(["b", "a", "x"])]),
        (new TfIdfVectorizer(
            1, 2, 1, TermWeighting.Product, new([0, 2], [0, 2, 1, 4], ["a", "x", "a", "x", "x", "B"], null), [2, 3, 0.5f, 7]),
            [new TensorType(ElementType.String, Shape.Of(4, 9))]),
        (new TfIdfVectorizer(2, 3, 2, TermWeighting.TermFrequency, new([0, 1, 5], [0, 2, 1, 3], null, [1, 0, 1, 2, 3, 3, 2, 1])),
            [new TensorType(ElementType.Int64, Shape.Of(12))]),
        (new LabelEncoder(new(Tensor.From<long>([3, 1])), new(Tensor.From(["three", "one"])), new(Tensor.From(["other"]))),
            [new TensorType(ElementType.Int64, Shape.Of(3, 4))]),
        (new LabelEncoder(new(Tensor.From(["a", "x"])), new(Tensor.From<float>([1, 0.5f])), new(Tensor.From<float>([7]))), [Texts]),
        (new TreeEnsembleRegressor(Trees, 2, TreeAggregation.Max), [Matrix]),
        (new Dropout(Seed: 5), [Matrix, Tensor.Scalar(0.3f), Tensor.Scalar(false)]),
        (new Bernoulli(ElementType.Int32, Seed: 3), [Tensor.From<float>([0, 1, 0.5f])]),
        (new Multinomial(ElementType.Int64, 5, Seed: 3), [Matrix]),
        (new RandomNormal(ElementType.Float, [2, 3], 5, 0.5f, Seed: 3), []),
        (new RandomUniform(ElementType.Float, [2, 3], 5, 6, Seed: 3), []),
        (new RandomNormalLike(5, 0.5f, ElementType.Float, Seed: 3), [Matrix]), (new RandomUniformLike(5, 6, null, Seed: 3), [Matrix]),
    ];

    /// <summary>A graph of one example.</summary>
    public static Graph Graph(int index)
    {
        var (op, operands) = All[index];
        var builder = new GraphBuilder { LargestFoldedCount = 0 };
        using (builder.Enter())
        {
            var inputs = operands.Select((operand, i) => operand is TensorType type ? builder.Input($"x{i}", type) : (Tensor?)operand);
            var outputs = builder.Add(op, [.. inputs]);
            for (var i = 0; i < outputs.Length; i++) builder.Output($"y{i}", outputs[i]);
        }

        return builder.Build();
    }

    private static (Operator, object?[])[] Alone(params Operator[] operators) =>
        [.. operators.Select(op => (op, new object?[] { Matrix }))];

    private static Tensor Ints(params long[] numbers) => Tensor.From(numbers, numbers.Length);
}

using System.Diagnostics;
using Bantam.Autodiff;
using Bantam.Bench;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Lowering;
using Bantam.Operators.Loss;
using Bantam.Targets.Cpu;
using Bantam.Tensors;

var target = CpuTargets.Best;
var peak = Peak.Measure(target);
Console.WriteLine($"peak {peak:F0}");
foreach (var (depth, width) in ((int, int)[])[(1, 64), (1, 128), (1, 256), (2, 64), (2, 128), (2, 256), (4, 64), (4, 128), (4, 256), (8, 64), (8, 128), (8, 256)])
{
    var random = new Random(1);
    var variables = new List<(Variable W, Variable B)>();
    for (var i = 0; i <= depth; i++)
    {
        var (n, m) = (i == 0 ? 784 : width, i == depth ? 10 : width);
        var w = new float[n * m];
        for (var j = 0; j < w.Length; j++) w[j] = (random.NextSingle() - 0.5f) * 2 * MathF.Sqrt(6f / (n + m));
        variables.Add((new Variable($"w{i}", Tensor.From(w, n, m)), new Variable($"b{i}", new Tensor(TensorType.Float(m)))));
    }

    var graph = Graph.Trace([("image", TensorType.Float(64, 784)), ("label", new TensorType(ElementType.Int32, Shape.Of(64)))], inputs =>
    {
        var x = inputs[0];
        for (var i = 0; i <= depth; i++)
        {
            x = x.MatMul(variables[i].W) + variables[i].B;
            if (i < depth) x = x.Relu();
        }

        var loss = new SoftmaxCrossEntropyLoss().Apply(x, inputs[1])[0];
        var all = variables.SelectMany(v => new[] { v.W, v.B }).ToArray();
        var gradients = Gradients.Of(loss, [.. all.Select(v => v.Read())]);
        for (var i = 0; i < all.Length; i++) GraphBuilder.Current!.Update(all[i], all[i].Read() - (gradients[i] * 0.01f));
        return [("loss", loss)];
    });
    var plan = Planner.Plan(graph, target);
    if (args.Contains("-v")) foreach (var step in plan.Steps) Console.WriteLine("  " + (step is KernelCall c ? $"{c.Kernel.Name} [{string.Join(',', c.Sizes)}] tiles {c.Tiles} {c.Label}" : step.ToString()));
    if (args.Contains("-p")) Profile.Print(plan);
    Console.Write($"dense-{depth}x{width}: steps {plan.Steps.Count} work {plan.WorkBytes} ");
    foreach (var threads in (int[])[1, 2])
    {
        var session = new Session(plan, threads: threads);
        var image = session.Input<float>("image");
        for (var i = 0; i < image.Length; i++) image[i] = random.NextSingle();
        var label = session.Input<int>("label");
        for (var i = 0; i < label.Length; i++) label[i] = i % 10;
        session.Run();
        var firstLoss = session.Output<float>("loss")[0];
        var best = double.MaxValue;
        for (var i = 0; i < 1000; i++)
        {
            var start = Stopwatch.GetTimestamp();
            session.Run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var flop = variables.Select((v, i) => 2.0 * 64 * v.W.Value.Shape.ElementCount * (i == 0 ? 2 : 3)).Sum();
        Console.Write($"| {threads}t {best:F3} ms {flop / best / 1e6:F0} GFLOP/s {flop / best / 1e4 / peak:F0}% loss {firstLoss:F4} -> {session.Output<float>("loss")[0]:F6} ");
    }

    Console.WriteLine();
}

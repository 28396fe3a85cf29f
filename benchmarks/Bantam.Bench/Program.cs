using System.Diagnostics;
using Bantam.Bench;
using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Targets.Cpu;

var target = CpuTargets.Best;
var peak = Peak.Measure(target);
Console.WriteLine($"peak {peak:F0}");
string[] cases = args.Where(a => !a.StartsWith('-')).ToArray() is { Length: > 0 } some ? some
    : [.. from depth in (int[])[1, 2, 4, 8] from width in (int[])[64, 128, 256] select $"dense-{depth}x{width}", "cnn-convnetjs", "cnn-keras"];
foreach (var name in cases)
{
    var time = Stopwatch.StartNew();
    var graph = Models.Train(name, 64);
    var traced = time.Elapsed.TotalMilliseconds;
    var plan = Planner.Plan(graph, target);
    var planned = time.Elapsed.TotalMilliseconds;
    new Session(plan).Run();
    Console.WriteLine($"trace {traced:F0} ms plan {planned - traced:F0} ms first run {time.Elapsed.TotalMilliseconds - planned:F0} ms");
    if (args.Contains("-v")) foreach (var step in plan.Steps) Console.WriteLine("  " + (step is KernelCall c ? $"{c.Kernel.Name} [{string.Join(',', c.Sizes)}] tiles {c.Tiles} {c.Label}" : step.ToString()));
    if (args.Contains("-p")) Profile.Print(plan);
    Console.Write($"{name}: steps {plan.Steps.Count} work {plan.WorkBytes} ");
    foreach (var threads in (int[])[1, 2])
    {
        var random = new Random(1);
        var session = new Session(plan, threads: threads);
        foreach (ref var x in session.Input<float>("image")) x = random.NextSingle();
        var label = session.Input<int>("label");
        for (var i = 0; i < label.Length; i++) label[i] = i % 10;
        session.Run();
        var firstLoss = session.Output<float>("loss")[0];
        var best = double.MaxValue;
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < 1000)
        {
            var start = Stopwatch.GetTimestamp();
            session.Run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var flop = plan.Steps.OfType<KernelCall>().Where(c => c.Kernel.Name.StartsWith("gemm")).Sum(c => 2.0 * c.Cost);
        Console.Write($"| {threads}t {best:F3} ms {flop / best / 1e6:F0} GFLOP/s {flop / best / 1e4 / peak:F0}% loss {firstLoss:F4} -> {session.Output<float>("loss")[0]:F6} ");
    }

    Console.WriteLine();
}

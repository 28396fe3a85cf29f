namespace Bantam.Bench.Suites;

/// <summary>Measurements that belong together.</summary>
internal interface ISuite
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Description { get; }

    /// <summary>Measures, shows and writes down.</summary>
    /// <returns>0; 1 where one of our own systems failed.</returns>
    /// <exception cref="UsageException">The options ask for what there is not.</exception>
    Task<int> RunAsync(SuiteOptions options, CancellationToken cancellation);
}

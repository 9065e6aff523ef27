package org.tideline.batch.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.Job;
import org.junit.jupiter.api.Test;

class StepJobTest {
  private static final String SORT_MB = "mapreduce.task.io.sort.mb";

  private static int sortMb(Configuration configuration) throws IOException {
    Job job = Job.getInstance(configuration);
    StepJob.sortIn(job, (64 << 20) + 1);
    return job.getConfiguration().getInt(SORT_MB, 0);
  }

  @Test
  void sortsInWhatTheStepNeedsRoundedUp() throws IOException {
    assertThat(sortMb(new Configuration())).isEqualTo(65);
  }

  @Test
  void keepsASortBufferThatIsGivenWithTheRun() throws IOException {
    Configuration given = new Configuration();
    given.set(SORT_MB, "7", "from command line");
    assertThat(sortMb(given)).isEqualTo(7);
  }

  @Test
  void doesNotKeepThatOfASite() throws IOException {
    Configuration site = new Configuration();
    site.set(SORT_MB, "7", "mapred-site.xml");
    assertThat(sortMb(site)).isEqualTo(65);
  }
}
